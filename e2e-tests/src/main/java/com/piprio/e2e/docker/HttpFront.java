package com.piprio.e2e.docker;

import com.github.dockerjava.api.model.PortBinding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * A server in front of another one that answers some requests itself, as a server in trouble does; the rest it passes on.
 * Which ones, and how, say rules of HAProxy's section {@code frontend}.
 */
public final class HttpFront implements AutoCloseable {

    private static final String IMAGE = "piprio-build/proxy:3.0";
    private static final String CONFIGURATION = "/etc/piprio/proxy/haproxy.cfg";
    private static final Duration STARTUP = Duration.ofSeconds(30);
    private static final int REGISTRY_PORT = 5000;
    private static final int OBJECT_STORE_PORT = 9000;

    private final GenericContainer<?> container;
    private final String address;

    private HttpFront(GenericContainer<?> container, String address) {
        this.container = container;
        this.address = address;
    }

    /**
     * In front of a registry, with an address of its own on 127.0.0.1.
     *
     * @param rules may use the ACLs {@code engine} (asked by Docker, not by the upgrader) and {@code worker} (about the
     *     image of the worker)
     */
    public static HttpFront of(Registry registry, String... rules) {
        String address = "127.0.0.1:" + Registry.freePort();
        GenericContainer<?> container = container(REGISTRY_PORT, registry.internalAddress(), rules)
                .withExposedPorts(REGISTRY_PORT)
                .withLabel(Sweep.OWNER_LABEL, Long.toString(Sweep.own()))
                .withLabel(Sweep.ADDRESS_LABEL, address)
                .withCreateContainerCmdModifier(create -> Objects.requireNonNull(create.getHostConfig())
                        .withPortBindings(PortBinding.parse(address + ":" + REGISTRY_PORT)));
        container.start();
        return new HttpFront(container, address);
    }

    /**
     * In front of the object store of an installation, for whoever looks the service up by its containers, as the upgrader
     * does. The services go on to reach the object store itself.
     *
     * @param rules may use the ACL {@code content}: bytes of an object are asked for
     */
    public static HttpFront ofObjectStore(String project, Container objectStore, String... rules) {
        GenericContainer<?> container = container(
                        OBJECT_STORE_PORT, objectStore.address() + ":" + OBJECT_STORE_PORT, rules)
                .withNetworkMode(project + "_default")
                .withLabels(Map.of(
                        "com.docker.compose.project",
                        project,
                        "com.docker.compose.service",
                        objectStore.service(),
                        "com.docker.compose.oneoff",
                        "False",
                        // The first of its service, before Compose's own.
                        "com.docker.compose.container-number",
                        "0"));
        container.start();
        return new HttpFront(container, "");
    }

    private static GenericContainer<?> container(int port, String server, String... rules) {
        return new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withCopyToContainer(Transferable.of(configuration(port, server, List.of(rules)), 0444), CONFIGURATION)
                .waitingFor(Wait.forSuccessfulCommand("socat -u OPEN:/dev/null TCP:127.0.0.1:" + port)
                        .withStartupTimeout(STARTUP));
    }

    static String configuration(int port, String server, List<String> rules) {
        return """
                global
                    log stdout format raw local0 info
                defaults
                    mode http
                    log global
                    timeout connect 5s
                    timeout client 60s
                    timeout server 60s
                    timeout tarpit 12s
                frontend front
                    bind :%d
                    acl engine hdr_sub(user-agent) docker/
                    acl worker path_beg /v2/piprio/worker/
                    acl content path_reg ^/[^/]+/.
                    %s
                    default_backend server
                backend server
                    server server %s
                """.formatted(port, String.join("\n    ", rules), server);
    }

    /** Host and port, as in {@code PIPRIO_REGISTRY}. */
    public String address() {
        return address;
    }

    @Override
    public void close() {
        container.stop();
        if (!address.isEmpty()) {
            Engine.forgetImages(address + "/*/*");
        }
    }
}
