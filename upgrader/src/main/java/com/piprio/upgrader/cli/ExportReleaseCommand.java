package com.piprio.upgrader.cli;

import com.piprio.compose.DockerLogins;
import com.piprio.compose.SystemProcessRunner;
import com.piprio.release.Release;
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
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code export-release VERSION...}: releases as one file, for hosts that reach no registry. */
@Command(
        name = "export-release",
        description = "Writes releases and all their images into one file, for hosts that reach no registry.")
final class ExportReleaseCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Main main;

    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "VERSION", description = "releases to export, such as 1.5.0")
    List<String> versions = List.of();

    @Option(
            names = "--with-stops-from",
            paramLabel = "SOURCE",
            description = "export the stops, too, that lead from this release to VERSION")
    @Nullable
    String source;

    @Option(
            names = {"-o", "--to"},
            paramLabel = "FILE",
            description = "the archive; must not exist (default: piprio-VERSION.tar)")
    @Nullable
    Path file;

    @Option(
            names = "--registry",
            paramLabel = "HOST",
            description = "registry that has them (default: that of the installation; a kit has none yet)")
    @Nullable
    String registry;

    private final Console console;

    ExportReleaseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<ReleaseVersion> wanted = wanted();
        Optional<ReleaseVersion> from = Optional.ofNullable(source).map(Versions::parse);
        Path directory = Objects.requireNonNull(main).directory;
        String host = registry == null ? Installation.open(directory).registry() : registry;
        DockerLogins logins = new DockerLogins(new SystemProcessRunner());
        RegistryReleases published = new RegistryReleases(host, new ReleaseKeys(directory), logins);
        List<Release> releases = from
                .map(start -> path(published, start, wanted.get(0)))
                .orElseGet(() -> wanted.stream().map(published::fetch).toList())
                .stream()
                .map(FetchedRelease::release)
                .toList();
        ReleaseExport export =
                new ReleaseExport(new RegistryContent(host, logins), new ConsoleProgress(console, Clock.systemUTC()));
        Path target = file == null ? Path.of("piprio-" + named(releases, "-") + ".tar") : file;
        long bytes = export.write(releases, target);
        boolean several = releases.size() > 1;
        console.line((several ? "Releases " : "Release ") + named(releases, ", ") + (several ? " are in " : " is in ")
                + target + ": " + Texts.bytes(bytes) + ", " + export.images() + " images.");
        console.line("  there      scripts/upgrade.sh --from-archive " + target.getFileName()
                + (several ? " --through-stops" : ""));
        return 0;
    }

    private List<FetchedRelease> path(RegistryReleases published, ReleaseVersion start, ReleaseVersion goal) {
        ResolvedPath path = ResolvedPath.find(published, start, Optional.of(goal));
        path.notes().forEach(note -> console.error("NOTE  " + note));
        return path.hops();
    }

    private List<ReleaseVersion> wanted() {
        List<ReleaseVersion> wanted =
                versions.stream().map(Versions::parse).sorted().toList();
        if (new HashSet<>(wanted).size() < wanted.size()) {
            throw refused("a release is named twice: " + String.join(" ", versions));
        }
        if (source != null && wanted.size() > 1) {
            throw refused("--with-stops-from goes with one release, which is the goal");
        }
        return wanted;
    }

    private ParameterException refused(String reason) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), reason);
    }

    private static String named(List<Release> releases, String between) {
        return releases.stream().map(release -> release.version().toString()).collect(Collectors.joining(between));
    }
}
