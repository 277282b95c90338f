package com.piprio.e2e.scenario;

import com.piprio.e2e.docker.Container;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.Run;
import com.piprio.e2e.traffic.Traffic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is kept of a scenario that failed: enough to understand it without running it again. */
final class Artefacts {

    private static final System.Logger LOG = System.getLogger("e2e");

    private final Path folder;

    Artefacts(Path folder) {
        this.folder = folder;
    }

    /** Writes everything that can be had; what cannot is named in its place, and never hides the failure itself. */
    void write(String scenario, String repro, String step, Throwable failure, Platform platform) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        keep("failure.txt", () -> scenario + ", " + step + "\n\n" + trace);
        keep("repro.txt", () -> repro + "\n");
        for (Installation installation : platform.installations()) {
            String name = installation.project() + "/";
            keep(name + "runs.txt", () -> transcripts(installation.runs()));
            keep(name + "timeline.txt", () -> installation.timeline().printed());
            keep(name + "containers.txt", () -> containers(installation));
            keep(name + "logs.txt", () -> installation.compose().logs(""));
            keep(
                    name + "status.json",
                    () -> installation.status("--output", "json").output());
            keepFolder(name, installation.directory().resolve(".piprio"));
        }
        List<Traffic> traffics = platform.traffics();
        for (int number = 0; number < traffics.size(); number++) {
            Traffic traffic = traffics.get(number);
            keep("traffic-" + (number + 1) + ".txt", () -> traffic.report().printed());
        }
        LOG.log(System.Logger.Level.INFO, "artefacts of {0}: {1}", scenario, folder);
    }

    static String reproLine(String scenario, boolean nightly) {
        return "mvn verify " + (nightly ? "-Pnightly " : "") + "-pl e2e-tests -Dit.test=" + scenario;
    }

    private static String transcripts(List<Run> runs) {
        return runs.stream()
                .map(run -> run.startedAt() + "\n" + run.transcript())
                .collect(Collectors.joining("\n"));
    }

    private static String containers(Installation installation) {
        return installation.compose().containers().stream()
                .map(Container::toString)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private void keep(String name, Supplier<String> content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content.get());
        } catch (IOException | RuntimeException | AssertionError e) {
            LOG.log(System.Logger.Level.WARNING, "artefact {0} could not be written: {1}", name, e.toString());
        }
    }

    private void keepFolder(String name, Path source) {
        if (!Files.isDirectory(source)) {
            return;
        }
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(name)
                        .resolve("piprio")
                        .resolve(source.relativize(file).toString());
                // A kept copy of .env holds secrets.
                if (!file.getFileName().toString().contains("env")) {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} could not be kept: {1}", source, e.toString());
        }
    }
}
