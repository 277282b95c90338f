package com.piprio.upgrader.cli;

import com.piprio.compose.DockerEngine;
import com.piprio.compose.DockerLogins;
import com.piprio.compose.EngineVersions;
import com.piprio.compose.ProcessRunner;
import com.piprio.upgrader.archive.ArchiveRegistry;
import com.piprio.upgrader.archive.ArchivedReleases;
import com.piprio.upgrader.release.ImagePin;
import com.piprio.upgrader.release.RegistryReleases;
import com.piprio.upgrader.release.ReleaseKeys;
import com.piprio.upgrader.release.ReleaseSource;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Where releases and their images come from. There need not be an installation yet.
 *
 * @param runner starts the programs of this host
 * @param releases what can be had
 * @param origin where an image is pulled from, by its name in the installation's registry
 * @param versions of Docker Engine and Compose
 */
record Supply(
        ProcessRunner runner,
        ReleaseSource releases,
        UnaryOperator<ImagePin> origin,
        Supplier<EngineVersions> versions) {

    /**
     * The registry.
     *
     * @param directory of the installation or the kit, whose publishers are believed
     */
    static Supply registry(ProcessRunner runner, Supplier<EngineVersions> versions, Path directory, String registry) {
        return new Supply(
                runner,
                new RegistryReleases(registry, new ReleaseKeys(directory), new DockerLogins(runner)),
                UnaryOperator.identity(),
                versions);
    }

    /** An archive in its place, which has to stay open. */
    static Supply archive(
            ProcessRunner runner,
            Supplier<EngineVersions> versions,
            Path directory,
            String registry,
            ArchiveRegistry archive) {
        return new Supply(
                runner,
                new ArchivedReleases(archive, new ReleaseKeys(directory)),
                pin -> archive.here(pin, registry),
                versions);
    }

    DockerEngine docker() {
        return new DockerEngine(runner);
    }
}
