package com.piprio.upgrader.cli;

import com.piprio.compose.DockerLogins;
import com.piprio.compose.ProcessRunner;
import com.piprio.compose.SystemProcessRunner;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.InvalidReleaseException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.release.RegistryReleases;
import com.piprio.upgrader.release.ReleaseKeys;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --catalogue DIR} for commands that look at releases: a folder of them instead of the registry. */
final class CatalogueOption {
    @Option(
            names = "--catalogue",
            paramLabel = "DIR",
            description = "a folder of releases (default: what the installation's registry publishes)")
    @Nullable
    Path folder;

    private final ProcessRunner runner;

    CatalogueOption() {
        this(new SystemProcessRunner());
    }

    /** @param runner starts the programs that keep logins, where releases come from the registry */
    CatalogueOption(ProcessRunner runner) {
        this.runner = runner;
    }

    /**
     * Hands over a folder that has this release and those before it.
     *
     * @throws OperatorException when there is none, or a release in it is not valid
     */
    <T> T read(@Nullable Main main, ReleaseVersion last, Function<Path, T> reader) {
        try {
            return folder == null ? registry(Directory.open(main)).catalogue(last, reader) : reader.apply(folder);
        } catch (InvalidReleaseException e) {
            throw OperatorException.of(ErrorCode.RELEASE_MALFORMED, "a release cannot be read")
                    .expected("valid descriptions of the releases up to " + last)
                    .found(String.join("; ", e.problems()))
                    .remedy("name releases that are published; ask the publisher about a description that is not valid")
                    .cause(e)
                    .build();
        }
    }

    private RegistryReleases registry(Installation installation) {
        return new RegistryReleases(
                installation.registry(), new ReleaseKeys(installation.directory()), new DockerLogins(runner));
    }
}
