package com.piprio.upgrader.cli;

import com.piprio.compose.DockerEngine;
import com.piprio.compose.SystemProcessRunner;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.archive.ReleaseExport;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.release.FetchedRelease;
import com.piprio.upgrader.release.RegistryContent;
import com.piprio.upgrader.release.RegistryReleases;
import com.piprio.upgrader.release.ReleaseKeys;
import com.piprio.upgrader.report.Texts;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code export-release VERSION}: a release as one file, for hosts that reach no registry. */
@Command(
        name = "export-release",
        description = "Writes a release and all its images into one file, for hosts that reach no registry.")
final class ExportReleaseCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Main main;

    @Parameters(paramLabel = "VERSION", description = "release to export, such as 1.5.0")
    String version = "";

    @Option(
            names = {"-o", "--to"},
            paramLabel = "FILE",
            description = "the archive; must not exist (default: piprio-VERSION.tar)")
    @Nullable
    Path file;

    @Option(
            names = "--registry",
            paramLabel = "HOST",
            description = "registry that has it (default: that of the installation; a kit has none yet)")
    @Nullable
    String registry;

    private final Console console;

    ExportReleaseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ReleaseVersion release = Versions.parse(version);
        Path directory = Objects.requireNonNull(main).directory;
        String from = registry == null ? Installation.open(directory).registry() : registry;
        Path target = file == null ? Path.of("piprio-" + release + ".tar") : file;
        FetchedRelease fetched = new RegistryReleases(
                        new DockerEngine(new SystemProcessRunner()), from, new ReleaseKeys(directory))
                .fetch(release);
        long bytes = new ReleaseExport(new RegistryContent(from), new ConsoleProgress(console, Clock.systemUTC()))
                .write(fetched.release(), target);
        console.line("Release " + release + " is in " + target + ": " + Texts.bytes(bytes) + ", "
                + (fetched.release().images().size() + 1) + " images.");
        console.line("  there      scripts/upgrade.sh --from-archive " + target.getFileName());
        return 0;
    }
}
