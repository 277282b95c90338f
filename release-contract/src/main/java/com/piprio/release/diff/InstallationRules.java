package com.piprio.release.diff;

import com.piprio.release.EnvironmentVariable;
import com.piprio.release.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What only an installation's own files show; no other release is needed to see it. */
public final class InstallationRules {
    /** F9; looks at a key of {@code .env} that the release does not know. */
    static final Rule<String> UNKNOWN_VARIABLE = new Rule<>(
            "F9",
            Verdict.BREAKING,
            Handling.ACTION,
            "key in .env that the release does not know",
            "a typing error would be ignored in silence",
            "correct its spelling, or remove it",
            key -> true);

    /** F10; looks at a key whose value does not fit. */
    static final Rule<String> REFUSED_VALUE = new Rule<>(
            "F10",
            Verdict.BREAKING,
            Handling.ACTION,
            "value in .env that the release does not accept",
            "a service would not start with it, or take something else",
            "write a value that is accepted",
            key -> true);

    /** F11; looks at a key that has no value. */
    static final Rule<String> MISSING_VALUE = new Rule<>(
            "F11",
            Verdict.BREAKING,
            Handling.ACTION,
            "required key without a value in .env",
            "the release does not start without it",
            "add it to .env",
            key -> true);

    private InstallationRules() {}

    static List<Rule<String>> rules() {
        return List.of(UNKNOWN_VARIABLE, REFUSED_VALUE, MISSING_VALUE);
    }

    /** One difference for each key that the release does not know, by name. */
    public static List<Difference> unknownKeys(Release target, Set<String> presentKeys) {
        Set<String> unknown = new TreeSet<>(presentKeys);
        target.environment().forEach(variable -> unknown.remove(variable.name()));
        return unknown.stream()
                .map(key -> new Difference(UNKNOWN_VARIABLE, key, ""))
                .toList();
    }

    /**
     * One difference for each value that the release does not accept, in the order of the release; the value itself is not
     * in it. An empty value is none: the default holds. One that may stand in a file is not looked at.
     */
    public static List<Difference> refusedValues(Release target, Map<String, String> values) {
        List<Difference> refused = new ArrayList<>();
        for (EnvironmentVariable variable : target.environment()) {
            String value = values.getOrDefault(variable.name(), "");
            boolean here = !variable.details().sources().contains("file");
            if (here && !value.isBlank() && !variable.details().accepts(value)) {
                refused.add(new Difference(
                        REFUSED_VALUE,
                        variable.name(),
                        "accepted: " + variable.details().accepted()));
            }
        }
        return List.copyOf(refused);
    }

    /** One difference for each required key that has no value, in the order of the release. */
    public static List<Difference> missingValues(Release target, Map<String, String> values) {
        return target.environment().stream()
                .filter(variable -> variable.required()
                        && values.getOrDefault(variable.name(), "").isBlank())
                .map(variable -> new Difference(MISSING_VALUE, variable.name(), variable.summary()))
                .toList();
    }
}
