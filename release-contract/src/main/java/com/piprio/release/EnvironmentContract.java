package com.piprio.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares the keys of an installation's {@code .env} with what a release knows; no value is looked at. */
public final class EnvironmentContract {
    private EnvironmentContract() {}

    /** Missing keys first, then unknown and deprecated ones, each by name; empty when all is well. */
    public static List<Finding> check(Release target, Set<String> presentKeys) {
        Map<String, EnvironmentVariable> known =
                target.environment().stream().collect(Collectors.toMap(EnvironmentVariable::name, Function.identity()));
        List<Finding> findings = new ArrayList<>();
        for (String name : new TreeSet<>(known.keySet())) {
            EnvironmentVariable variable = known.get(name);
            if (variable != null && variable.required() && !presentKeys.contains(name)) {
                findings.add(
                        new Finding(Finding.Kind.MISSING, name, "add " + name + " to .env: " + variable.summary()));
            }
        }
        for (String name : new TreeSet<>(presentKeys)) {
            EnvironmentVariable variable = known.get(name);
            if (variable == null) {
                findings.add(new Finding(
                        Finding.Kind.UNKNOWN,
                        name,
                        "remove " + name + " from .env, or correct its spelling: release " + target.version()
                                + " does not know it"));
            } else if (variable.deprecation() != null) {
                findings.add(new Finding(Finding.Kind.DEPRECATED, name, deprecated(name, variable.deprecation())));
            }
        }
        return List.copyOf(findings);
    }

    private static String deprecated(String name, EnvironmentVariable.Deprecation deprecation) {
        String since = name + " is deprecated since " + deprecation.since();
        return deprecation.replacedBy() == null
                ? since + "; remove it from .env"
                : since + "; set " + deprecation.replacedBy() + " instead";
    }
}
