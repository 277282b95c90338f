package com.piprio.upgrader.check;

import com.piprio.release.diff.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every rule that can apply between two releases, or to an installation's own files, with how it is resolved. C1 to C8 are
 * about two versions of one customer's definition: the API resolves these when somebody changes it.
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
                VolumeResolvers.BY_RULE,
                MigrationResolvers.BY_RULE,
                ApiResolvers.BY_RULE,
                DefinitionResolvers.BY_RULE)) {
            all.putAll(family);
        }
        return Map.copyOf(all);
    }

    /** Empty for a rule that no upgrade meets. */
    static Optional<Resolver> of(Rule<?> rule) {
        return Optional.ofNullable(BY_RULE.get(rule.id()));
    }
}
