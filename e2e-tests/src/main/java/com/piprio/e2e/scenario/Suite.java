package com.piprio.e2e.scenario;

import com.piprio.e2e.docker.Engine;
import com.piprio.e2e.docker.Registry;
import com.piprio.e2e.docker.Sweep;
import com.piprio.e2e.installation.InstallKit;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.CommandLine;
import com.piprio.e2e.process.Folders;
import com.piprio.e2e.process.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What all scenarios of a run share: images that were built once, a registry with every release of the catalogue, and
 * the seconds that everything took. Made when the first scenario starts, removed after the last.
 */
final class Suite implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("e2e");
    private static final String REGISTRY_IMAGE = "piprio-build/registry:dev";
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(15);

    private final Map<String, Duration> times = new LinkedHashMap<>();
    private final Map<String, Installation> shared = new LinkedHashMap<>();
    private final Path root;
    private final Path work;
    private final Registry registry;
    private final InstallKit kit;

    Suite() {
        Engine.requireDocker();
        Sweep.leftovers();
        this.root = workingCopy();
        this.work = emptyFolder(root.resolve("e2e-tests/target/e2e-work"));
        timed("build the images", () -> Processes.run(
                        CommandLine.of(root.resolve("scripts/build-images.sh").toString())
                                .in(root)
                                .within(BUILD_LIMIT))
                .expectExit(0));
        this.registry = timed("start the registry", () -> Registry.start(root, REGISTRY_IMAGE));
        for (String release : catalogueReleases()) {
            timed("publish " + release, () -> {
                registry.publish(release, catalogue());
                return release;
            });
        }
        this.kit = new InstallKit(root, work.resolve("kits"));
    }

    /** Runs the work and adds its seconds to the table that is printed at the end. */
    <T> T timed(String what, Supplier<T> work) {
        long started = System.nanoTime();
        try {
            return work.get();
        } finally {
            took(what, Duration.ofNanos(System.nanoTime() - started));
        }
    }

    void took(String what, Duration duration) {
        times.merge(what, duration, Duration::plus);
        LOG.log(System.Logger.Level.INFO, "{0} took {1} s", what, seconds(duration));
    }

    Path root() {
        return root;
    }

    Path catalogue() {
        return root.resolve("releases");
    }

    Registry registry() {
        return registry;
    }

    InstallKit kit() {
        return kit;
    }

    /** Installations that scenarios use one after the other, by release. */
    Map<String, Installation> shared() {
        return shared;
    }

    /** A new folder below {@code target/}. */
    Path folder(String name) {
        return work.resolve(name);
    }

    /** Where the artefacts of failed scenarios go. */
    Path artefacts() {
        return root.resolve("e2e-tests/target/e2e");
    }

    /** The versions in {@code releases/}, oldest first. */
    List<String> catalogueReleases() {
        try (Stream<Path> folders = Files.list(catalogue())) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted(Comparator.comparing(Suite::sortable))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sortable(String version) {
        StringBuilder key = new StringBuilder();
        for (String part : version.split("\\.")) {
            key.append("0".repeat(Math.max(0, 6 - part.length()))).append(part);
        }
        return key.toString();
    }

    @Override
    public void close() {
        shared.values().forEach(Installation::close);
        registry.close();
        Sweep.everything();
        StringBuilder table = new StringBuilder("seconds");
        List<Map.Entry<String, Duration>> slowest = new ArrayList<>(times.entrySet());
        slowest.sort(Map.Entry.<String, Duration>comparingByValue().reversed());
        slowest.forEach(entry -> table.append(String.format("%n%8s  %s", seconds(entry.getValue()), entry.getKey())));
        LOG.log(System.Logger.Level.INFO, "{0}", table);
    }

    static String seconds(Duration duration) {
        return String.format("%.1f", duration.toMillis() / 1000.0);
    }

    private static Path workingCopy() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("scripts/build-images.sh"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new AssertionError("run from within a working copy: scripts/build-images.sh was not found");
        }
        return folder;
    }

    private static Path emptyFolder(Path folder) {
        try {
            Folders.remove(folder);
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder, e);
        }
    }
}
