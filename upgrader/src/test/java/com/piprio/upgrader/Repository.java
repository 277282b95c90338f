package com.piprio.upgrader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of this repository that the tests of the upgrader hold its code against. */
public final class Repository {
    private Repository() {}

    /** Found upwards from where the tests run. */
    public static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null && !Files.isRegularFile(directory.resolve("docs/contract.md"))) {
            directory = directory.getParent();
        }
        if (directory == null) {
            throw new IllegalStateException("the tests do not run inside the repository");
        }
        return directory;
    }

    public static Path releases() {
        return root().resolve("releases");
    }

    public static String read(String file) throws IOException {
        return Files.readString(root().resolve(file));
    }
}
