package com.piprio.backup;

import com.piprio.compose.DockerEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that is needed to reach one installation.
 *
 * @param deploymentId from {@code .env}; ties bundles to the installation
 * @param domain from {@code .env}; typed to confirm a restore
 * @param release that runs now
 * @param configuration files to keep, by their path in the installation; each must exist
 * @param backups directory of the bundles; made when it does not exist
 * @param keys what bundles are signed with, and whose are believed
 */
public record InstallationAccess(
        DatabaseAccess database,
        ObjectStoreAccess objectStore,
        DockerEngine docker,
        String deploymentId,
        String domain,
        String release,
        Map<String, Path> configuration,
        Path backups,
        BundleKeys keys) {
    private static final List<String> REQUIRED = List.of(".env", "docker-compose.onprem.yml");
    private static final List<String> OPTIONAL = List.of("config/proxy/haproxy.cfg", "release.yaml");

    public InstallationAccess {
        configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
    }

    /** The files that a bundle keeps of an installation: those that every one has, and those that this one has. */
    public static Map<String, Path> configurationOf(Path installation) {
        Map<String, Path> files = new LinkedHashMap<>();
        REQUIRED.forEach(name -> files.put(name, installation.resolve(name)));
        OPTIONAL.stream()
                .filter(name -> Files.exists(installation.resolve(name)))
                .forEach(name -> files.put(name, installation.resolve(name)));
        return files;
    }
}
