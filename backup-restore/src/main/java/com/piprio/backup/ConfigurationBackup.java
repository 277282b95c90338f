package com.piprio.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The configuration part of a backup. */
final class ConfigurationBackup {
    private ConfigurationBackup() {}

    /**
     * Copies the files of the installation and writes their index.
     *
     * @return how many there are
     * @throws com.piprio.operator.OperatorException {@code FILE_UNREADABLE} when one does not exist
     */
    static int write(PartialBundle partial, Map<String, Path> files) throws IOException {
        List<ConfigurationIndex.Entry> entries = new ArrayList<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            String path = ConfigurationIndex.file(entries.size());
            partial.write(path, content(file.getValue()));
            entries.add(new ConfigurationIndex.Entry(file.getKey(), path));
        }
        partial.write(ConfigurationIndex.PATH, ConfigurationIndex.write(entries));
        return entries.size();
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw DurableFiles.unreadable(file, e);
        }
    }
}
