package com.piprio.upgrader.image;

import java.util.Map;

/** Architectures by the names that Docker gives them. */
public final class Architecture {
    /** Those that Java and Docker name differently. */
    private static final Map<String, String> DOCKER_NAMES = Map.of("x86_64", "amd64", "aarch64", "arm64");

    private Architecture() {}

    /** That of this host, such as {@code amd64}. */
    public static String ofThisHost() {
        String name = System.getProperty("os.arch", "unknown");
        return DOCKER_NAMES.getOrDefault(name, name);
    }
}
