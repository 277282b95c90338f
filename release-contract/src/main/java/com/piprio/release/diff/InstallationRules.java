package com.piprio.release.diff;

import com.piprio.release.Release;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What only an installation's own files show. */
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

    private InstallationRules() {}

    /** One difference for each key that the release does not know, by name. */
    public static List<Difference> unknownKeys(Release target, Set<String> presentKeys) {
        Set<String> unknown = new TreeSet<>(presentKeys);
        target.environment().forEach(variable -> unknown.remove(variable.name()));
        return unknown.stream()
                .map(key -> new Difference(UNKNOWN_VARIABLE, key, ""))
                .toList();
    }
}
