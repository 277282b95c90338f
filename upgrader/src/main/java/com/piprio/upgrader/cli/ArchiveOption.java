package com.piprio.upgrader.cli;

import com.piprio.upgrader.archive.ArchiveRegistry;
import com.piprio.upgrader.archive.ReleaseArchive;
import com.piprio.upgrader.installation.Installation;
import java.nio.file.Path;
import java.time.Clock;
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

    /**
     * Runs a command with what acts on the installation. An archive is proven first, and stays open until the end.
     *
     * @throws com.piprio.operator.OperatorException when the archive is not whole; nothing was done then
     */
    int run(Installation installation, Console console, ToIntFunction<Tools> command) {
        if (archive == null) {
            return command.applyAsInt(Tools.of(installation));
        }
        try (ReleaseArchive opened = ReleaseArchive.open(archive, new ConsoleProgress(console, Clock.systemUTC()));
                ArchiveRegistry registry = ArchiveRegistry.serve(opened)) {
            return command.applyAsInt(Tools.of(installation, registry));
        }
    }
}
