package com.piprio.e2e.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * Lays the failpoints of the upgrader's test build around the jar of one installation; the jar itself stays as it was
 * shipped. What then is named in {@code UPGRADER_FAILPOINT}, such as {@code replace-api:during:kill}, happens.
 */
public final class Failpoints {
    /** Exit code of a process that a failpoint killed. */
    public static final int KILLED = 137;

    private static final Path AROUND = Path.of("..", "upgrader", "target", "upgrader-failpoints.jar");

    private Failpoints() {}

    /** From here on scripts of the installation run the test build. */
    public static void lay(Installation installation) {
        Path jar = installation.directory().resolve("lib/upgrader.jar");
        try {
            Files.move(jar, jar.resolveSibling("upgrader-product.jar"), StandardCopyOption.ATOMIC_MOVE);
            Files.copy(AROUND, jar);
        } catch (IOException e) {
            throw new UncheckedIOException("mvn package makes it", e);
        }
    }

    /** The environment that a script gets. */
    public static Map<String, String> at(String failpoint) {
        return Map.of("UPGRADER_FAILPOINT", failpoint);
    }
}
