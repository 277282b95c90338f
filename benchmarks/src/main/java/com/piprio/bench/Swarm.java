package com.piprio.bench;

import com.piprio.e2e.docker.Container;
import com.piprio.e2e.docker.Engine;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Docker's own: the API as a service of a Swarm of this one machine, updated with {@code start-first}. Its name leads
 * to its containers (dnsrr) and not to a virtual address, which carries nothing where the kernel has no IPVS. Replaces
 * the API only.
 */
record Swarm(Stage stage, String target) implements Contender {

    private static final String LABEL = "com.piprio.bench";
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration SHORT_LIMIT = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "swarm-start-first";
    }

    @Override
    public String description() {
        return "API only: docker service update --update-order start-first, endpoint mode dnsrr, one node; HAProxy:"
                + " benchmarks/peers/several-servers.cfg";
    }

    @Override
    public void prepare(Installation installation) {
        String state =
                Engine.docker("info", "--format", "{{.Swarm.LocalNodeState}}").strip();
        if (!state.equals("inactive")) {
            throw new AssertionError("this engine is part of a Swarm already (" + state + "); it is left alone");
        }
        Container api = installation.compose().container("api");
        Path environment = environmentFile(installation, api);
        docker("swarm", "init", "--advertise-addr", "127.0.0.1", "--listen-addr", "127.0.0.1");
        String network = network(installation);
        docker("network", "create", "--driver", "overlay", "--attachable", "--label", LABEL + "=1", network);
        for (String service : List.of("postgres", "object-store", "proxy")) {
            docker(
                    "network",
                    "connect",
                    "--alias",
                    service,
                    network,
                    installation.compose().container(service).id());
        }
        installation.compose().run("rm", "--stop", "--force", "api").expectExit(0);
        docker(create(installation, network, environment).toArray(String[]::new));
        PeerCompose.useProxy(installation, stage.peerFile("several-servers.cfg"));
        Awaitility.await("the Swarm service answers through the proxy")
                .atMost(SHORT_LIMIT)
                .pollInterval(Duration.ofSeconds(1))
                .until(() ->
                        installation.api().request().get("/api/v1/platform").statusCode() == 200);
    }

    private List<String> create(Installation installation, String network, Path environment) {
        String registry = installation.env().value("PIPRIO_REGISTRY");
        return Stream.of(
                        "service create --detach=false --no-resolve-image --replicas 1 --init --read-only --limit-memory 512m",
                        "--mount type=tmpfs,target=/tmp --stop-grace-period 45s --update-order start-first",
                        "--endpoint-mode dnsrr --label " + LABEL + "=1 --name " + service(installation),
                        "--network name=" + network + ",alias=api --env-file " + environment,
                        registry + "/piprio/api:" + installation.env().value("PIPRIO_VERSION"))
                .flatMap(part -> Stream.of(part.split(" ")))
                .toList();
    }

    /** What Compose gave the container. In a file, because secrets are among it. */
    private static Path environmentFile(Installation installation, Container api) {
        try {
            Path file = installation.directory().resolve("swarm.env");
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            String all = Engine.docker("inspect", "--format", "{{range .Config.Env}}{{println .}}{{end}}", api.id());
            String own = all.lines().filter(line -> line.startsWith("PIPRIO_")).collect(Collectors.joining("\n"));
            return Files.writeString(file, own + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String network(Installation installation) {
        return installation.project() + "-swarm";
    }

    private static String service(Installation installation) {
        return installation.project() + "-api";
    }

    @Override
    public Outcome replace(Installation installation) {
        String image = installation.env().value("PIPRIO_REGISTRY") + "/piprio/api:" + target;
        docker(
                "service",
                "update",
                "--detach=false",
                "--no-resolve-image",
                "--update-order",
                "start-first",
                "--image",
                image,
                service(installation));
        return new Outcome("start-first");
    }

    @Override
    public void cleanUp(Installation installation) {
        Engine.docker(SHORT_LIMIT, List.of("service", "rm", service(installation)));
        for (String service : List.of("postgres", "object-store", "proxy")) {
            installation
                    .compose()
                    .containers(service)
                    .forEach(container -> Engine.docker(
                            SHORT_LIMIT,
                            List.of("network", "disconnect", "--force", network(installation), container.id())));
        }
        Engine.docker(SHORT_LIMIT, List.of("network", "rm", network(installation)));
        leave();
    }

    /** Leaves the Swarm that a killed benchmark left, and no other one. */
    static void leaveIfOurs() {
        String state =
                Engine.docker("info", "--format", "{{.Swarm.LocalNodeState}}").strip();
        if (state.equals("inactive")) {
            return;
        }
        Run services = Engine.docker(SHORT_LIMIT, List.of("service", "ls", "--quiet"));
        Run own = Engine.docker(SHORT_LIMIT, List.of("service", "ls", "--quiet", "--filter", "label=" + LABEL));
        Run network = Engine.docker(SHORT_LIMIT, List.of("network", "ls", "--quiet", "--filter", "label=" + LABEL));
        if (services.stdout().equals(own.stdout()) && !(own.stdout() + network.stdout()).isBlank()) {
            leave();
        }
    }

    private static void leave() {
        Engine.docker(SHORT_LIMIT, List.of("swarm", "leave", "--force"));
        // The bridge that a Swarm makes for itself and leaves behind.
        Engine.docker(SHORT_LIMIT, List.of("network", "rm", "docker_gwbridge"));
    }

    private static void docker(String... arguments) {
        Engine.docker(LIMIT, List.of(arguments)).expectExit(0);
    }
}
