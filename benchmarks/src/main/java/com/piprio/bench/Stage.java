package com.piprio.bench;

import com.piprio.e2e.docker.Engine;
import com.piprio.e2e.docker.Registry;
import com.piprio.e2e.docker.Sweep;
import com.piprio.e2e.installation.InstallKit;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.CommandLine;
import com.piprio.e2e.process.Folders;
import com.piprio.e2e.process.Processes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * What all runs of a benchmark share: the images, a registry on 127.0.0.1 with both releases, and a folder. Each run
 * gets an installation of its own, so that each migrates, and none inherits what another left.
 */
final class Stage implements AutoCloseable {

    private static final String REGISTRY_IMAGE = "piprio-build/registry:dev";
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(20);

    private final Path root;
    private final Path work;
    private final Options options;
    private final Registry registry;
    private final InstallKit kit;

    private Stage(Path root, Options options, Registry registry) {
        this.root = root;
        this.work = root.resolve("benchmarks/target/work");
        this.options = options;
        this.registry = registry;
        this.kit = new InstallKit(root, work.resolve("kits"));
    }

    /** Builds what is missing, removes what a killed benchmark left, and publishes the two releases. */
    static Stage set(Path root, Options options, Progress progress) {
        Engine.requireDocker();
        removeLeftovers();
        Folders.remove(root.resolve("benchmarks/target/work"));
        Runtime.getRuntime().addShutdownHook(new Thread(Stage::removeEverything, "clean up"));
        progress.say("images");
        Processes.run(CommandLine.of(root.resolve("scripts/build-images.sh").toString())
                        .in(root)
                        .within(BUILD_LIMIT))
                .expectExit(0);
        progress.say("registry with " + options.source() + " and " + options.target());
        Stage stage = new Stage(root, options, Registry.start(root, REGISTRY_IMAGE));
        for (String release : List.of(options.source(), options.target())) {
            stage.registry.publish(release, root.resolve("releases"));
        }
        return stage;
    }

    /** A new installation of the source release, healthy; the target's images are in the registry only. */
    Installation install() {
        Engine.forgetImages(registry.address() + "/*/*:" + options.target());
        Installation installation = Installation.unpack(kit, work.resolve("installations"), options.source());
        try {
            installation.install(options.source(), registry.address()).expectExit(0);
            installation.compose().awaitHealthy();
            awaitFirstDocument(installation);
            return installation;
        } catch (RuntimeException | AssertionError e) {
            discard(installation);
            throw e;
        }
    }

    /** An object store that is healthy may still take long for its first object. */
    private static void awaitFirstDocument(Installation installation) {
        Awaitility.await("a first document is stored")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> installation
                                .api()
                                .request()
                                .contentType("application/octet-stream")
                                .body(new byte[] {1})
                                .post("/api/v1/documents?name=first")
                                .statusCode()
                        == 201);
    }

    void discard(Installation installation) {
        installation.close();
        Folders.remove(installation.directory());
    }

    /** A file of {@code benchmarks/peers}. */
    Path peerFile(String name) {
        return root.resolve("benchmarks/peers").resolve(name);
    }

    @Override
    public void close() {
        registry.close();
        removeEverything();
    }

    private static void removeLeftovers() {
        Swarm.leaveIfOurs();
        Sweep.leftovers();
    }

    private static void removeEverything() {
        Swarm.leaveIfOurs();
        Sweep.everything();
    }
}
