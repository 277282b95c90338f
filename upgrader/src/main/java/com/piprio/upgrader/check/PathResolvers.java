package com.piprio.upgrader.check;

import static java.util.Map.entry;

import java.util.Map;

/** U: whether one release leads to the other. */
final class PathResolvers {
    static final Map<String, Resolver> BY_RULE = Map.ofEntries(
            entry("U1", Resolver.impossible("upgrade to a release between them first")),
            entry("U2", Resolver.impossible("what it promises cannot be checked")),
            entry("U3", Resolver.impossible("upgrade to the stop first")));

    private PathResolvers() {}
}
