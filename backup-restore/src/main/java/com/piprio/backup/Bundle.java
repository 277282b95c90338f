package com.piprio.backup;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A bundle on disk and how much of it has been proven.
 *
 * @param directory the bundle itself, whose last name is the id
 */
public record Bundle(BundleId id, Path directory, Manifest manifest, VerificationLevel level) {

    Path file(String path) {
        return directory.resolve(path);
    }

    /**
     * Where the bundle keeps a file of the installation, such as {@code .env}; empty when it has none of that name.
     *
     * @param name as in {@link InstallationAccess#configuration()}
     */
    public Optional<Path> configurationFile(String name) {
        return ConfigurationIndex.read(file(ConfigurationIndex.PATH)).stream()
                .filter(entry -> entry.name().equals(name))
                .map(entry -> file(entry.file()))
                .findFirst();
    }
}
