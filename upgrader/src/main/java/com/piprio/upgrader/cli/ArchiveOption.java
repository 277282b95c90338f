package com.piprio.upgrader.cli;

import com.piprio.compose.DockerEngine;
import com.piprio.compose.EngineVersions;
import com.piprio.compose.ProcessRunner;
import com.piprio.compose.SystemProcessRunner;
import com.piprio.upgrader.archive.ArchiveRegistry;
import com.piprio.upgrader.archive.ReleaseArchive;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.platform.EngineRequirement;
import com.piprio.upgrader.platform.Fact;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --from-archive FILE}: release and images come from a file, and no registry is asked. */
final class ArchiveOption {
    @Option(
            names = "--from-archive",
            paramLabel = "FILE",
            description = "take release and images from this archive (see export-release), and ask no registry")
    @Nullable
    Path archive;

    private final ProcessRunner runner;

    ArchiveOption() {
        this(new SystemProcessRunner());
    }

    /** @param runner starts Docker */
    ArchiveOption(ProcessRunner runner) {
        this.runner = runner;
    }

    /**
     * Runs a command with what acts on the installation. An archive is proven first, and stays open until the end.
     *
     * @throws com.piprio.operator.OperatorException when the archive is not whole, or Docker does not answer or is too
     *     old; nothing was done then
     */
    int run(Installation installation, Console console, ToIntFunction<Tools> command) {
        return supply(
                installation.directory(),
                installation.registry(),
                console,
                supply -> command.applyAsInt(Tools.with(installation, supply)));
    }

    /**
     * The same for a command that only looks: containers are looked up once, and Docker's versions when somebody asks for
     * them, so the command has to ask whether they suffice.
     *
     * @throws com.piprio.operator.OperatorException when the archive is not whole
     */
    int look(Installation installation, Console console, ToIntFunction<Tools> command) {
        return open(
                installation.directory(),
                installation.registry(),
                console,
                supply -> command.applyAsInt(Tools.looking(installation, supply)));
    }

    /**
     * The same where there is no installation yet.
     *
     * @param directory that of the kit
     * @param registry whose names the images have here
     */
    int supply(Path directory, String registry, Console console, ToIntFunction<Supply> command) {
        return open(directory, registry, console, supply -> {
            EngineRequirement.check(supply.versions().get());
            return command.applyAsInt(supply);
        });
    }

    private int open(Path directory, String registry, Console console, ToIntFunction<Supply> command) {
        Supplier<EngineVersions> versions = new Fact<>(new DockerEngine(runner)::versions)::demand;
        if (archive == null) {
            return command.applyAsInt(Supply.registry(runner, versions, directory, registry));
        }
        try (ReleaseArchive opened = ReleaseArchive.open(archive, new ConsoleProgress(console, Clock.systemUTC()));
                ArchiveRegistry served = ArchiveRegistry.serve(opened)) {
            return command.applyAsInt(Supply.archive(runner, versions, directory, registry, served));
        }
    }
}
