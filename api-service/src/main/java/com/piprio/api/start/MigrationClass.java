package com.piprio.api.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the source release keeps working on the new schema. The first line of each migration says so. */
enum MigrationClass {
    ONLINE,
    OFFLINE;

    private static final String HEADER = "-- class: ";

    /**
     * Reads the class of a migration.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when its first line names no class
     */
    static MigrationClass of(Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String first = lines.readLine();
            for (MigrationClass candidate : values()) {
                if ((HEADER + candidate).equals(first)) {
                    return candidate;
                }
            }
            throw new IllegalArgumentException(
                    file.getFileName() + " must begin with '" + HEADER + ONLINE + "' or '" + HEADER + OFFLINE + "'");
        }
    }

    @Override
    public String toString() {
        return this == ONLINE ? "online" : "offline";
    }
}
