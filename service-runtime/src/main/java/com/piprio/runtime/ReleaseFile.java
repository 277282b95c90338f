package com.piprio.runtime;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Reads {@code release.yaml}. Takes the two values that a service acts on and leaves the rest to the tooling, so a
 * service never refuses to start over a key it has no use for.
 */
@ApplicationScoped
class ReleaseFile {

    @Produces
    @Singleton
    RunningRelease release(@ConfigProperty(name = "piprio.release.directory") Path directory) {
        return read(directory);
    }

    /**
     * Reads the release in a directory.
     *
     * @throws UncheckedIOException when the file cannot be read
     * @throws IllegalArgumentException when it names no version or no schema version
     */
    static RunningRelease read(Path directory) {
        Path file = directory.resolve("release.yaml");
        try (Reader reader = Files.newBufferedReader(file)) {
            // SafeConstructor: the file may only hold plain values, never name a class to make.
            Map<?, ?> content = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            Version version = Version.of(text(content, "version", file));
            if (content.get("schema") instanceof Map<?, ?> schema) {
                return new RunningRelease(version, Version.of(text(schema, "version", file)), directory);
            }
            throw new IllegalArgumentException(file + " has no schema");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String text(Map<?, ?> map, String key, Path file) {
        Object value = map.get(key);
        if (value == null) {
            throw new IllegalArgumentException(file + " has no " + key);
        }
        return value.toString();
    }
}
