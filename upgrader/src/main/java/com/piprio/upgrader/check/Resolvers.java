package com.piprio.upgrader.check;

import com.piprio.release.diff.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every rule that an operator can meet, with how it is resolved. Those about migrations are the plan's; those about the API
 * and customers' schema definitions concern whoever uses these, and no file of the installation.
 */
final class Resolvers {
    private static final Map<String, Resolver> BY_RULE = all();

    private Resolvers() {}

    private static Map<String, Resolver> all() {
        Map<String, Resolver> all = new HashMap<>();
        for (Map<String, Resolver> family : List.of(
                PathResolvers.BY_RULE,
                VariableResolvers.BY_RULE,
                FileResolvers.BY_RULE,
                ServiceResolvers.BY_RULE,
                NetworkResolvers.BY_RULE,
                VolumeResolvers.BY_RULE)) {
            all.putAll(family);
        }
        return Map.copyOf(all);
    }

    /** Empty for a rule that is not about operators. */
    static Optional<Resolver> of(Rule<?> rule) {
        return Optional.ofNullable(BY_RULE.get(rule.id()));
    }
}
