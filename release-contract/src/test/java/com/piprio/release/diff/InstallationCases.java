package com.piprio.release.diff;

import java.util.Map;
import java.util.Set;

/** What an installation's own {@code .env} says. */
final class InstallationCases {

    private InstallationCases() {}

    static void addTo(RuleCases cases) {
        cases.add(
                "F9",
                () -> InstallationRules.unknownKeys(Pair.older(), Set.of("PIPRIO_DOMIAN")),
                () -> InstallationRules.unknownKeys(Pair.older(), Set.of("PIPRIO_DOMAIN")));
        cases.add(
                "F10",
                () -> InstallationRules.refusedValues(Pair.older(), Map.of("PIPRIO_PORT", "65536")),
                () -> InstallationRules.refusedValues(
                        Pair.older(),
                        Map.of("PIPRIO_PORT", "65535", "PIPRIO_LEVEL", "", "PIPRIO_TOKEN", "a", "PIPRIO_MINE", "b")));
        cases.add(
                "F11",
                () -> InstallationRules.missingValues(
                        Pair.older(), Map.of("PIPRIO_DOMAIN", " ", "PIPRIO_TOKEN", "a", "PIPRIO_KEY", "b")),
                () -> InstallationRules.missingValues(
                        Pair.older(), Map.of("PIPRIO_DOMAIN", "d", "PIPRIO_TOKEN", "a", "PIPRIO_KEY", "b")));
    }
}
