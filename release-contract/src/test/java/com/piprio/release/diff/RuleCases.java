package com.piprio.release.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** For each rule something that it must find, and something like it that it must leave alone. */
final class RuleCases {
    record Case(Supplier<List<Difference>> hit, Supplier<List<Difference>> miss) {}

    private final Map<String, Case> cases = new LinkedHashMap<>();

    private RuleCases() {}

    /** Those of all families, by the id of their rule. */
    static Map<String, Case> all() {
        RuleCases all = new RuleCases();
        EnvironmentCases.addTo(all);
        FileCases.addTo(all);
        InstallationCases.addTo(all);
        ServiceCases.addTo(all);
        NetworkCases.addTo(all);
        DataCases.addTo(all);
        MigrationCases.addTo(all);
        ApiCases.addTo(all);
        CustomerSchemaCases.addTo(all);
        PathCases.addTo(all);
        return Collections.unmodifiableMap(all.cases);
    }

    void add(String id, Supplier<List<Difference>> hit, Supplier<List<Difference>> miss) {
        assertThat(cases.put(id, new Case(hit, miss))).as(id).isNull();
    }
}
