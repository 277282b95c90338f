package com.piprio.e2e.docker;

import com.github.dockerjava.api.model.PortBinding;
import com.piprio.e2e.process.CommandLine;
import com.piprio.e2e.process.Folders;
import com.piprio.e2e.process.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The suite's own image registry on 127.0.0.1. Its content lives as long as the suite, and so do the local names of
 * its images.
 */
public final class Registry implements AutoCloseable {

    private static final int PORT = 5000;
    private static final Duration PUBLISH_LIMIT = Duration.ofMinutes(5);
    private static final String MANIFEST_TYPES = "application/vnd.docker.distribution.manifest.v2+json, "
            + "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json, "
            + "application/vnd.docker.distribution.manifest.list.v2+json";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final GenericContainer<?> container;
    private final Path root;
    private final String address;

    private Registry(Path root, GenericContainer<?> container, String address) {
        this.root = root;
        this.container = container;
        this.address = address;
    }

    /**
     * Starts an empty registry.
     *
     * @param root the working copy, for its scripts
     * @param image the registry's image
     */
    public static Registry start(Path root, String image) {
        int port = freePort();
        String address = "127.0.0.1:" + port;
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                .withExposedPorts(PORT)
                .withLabel(Sweep.OWNER_LABEL, Long.toString(Sweep.own()))
                .withLabel(Sweep.ADDRESS_LABEL, address)
                .withCreateContainerCmdModifier(create -> Objects.requireNonNull(create.getHostConfig())
                        .withPortBindings(PortBinding.parse(address + ":" + PORT)))
                .waitingFor(Wait.forHttp("/v2/").forPort(PORT).withStartupTimeout(Duration.ofSeconds(30)));
        container.start();
        return new Registry(root, container, address);
    }

    /** Host and port, as in {@code PIPRIO_REGISTRY}. */
    public String address() {
        return address;
    }

    /** Publishes a release of the catalogue folder, as a maintainer does. */
    public void publish(String version, Path catalogue) {
        CommandLine script = CommandLine.of(
                        root.resolve("scripts/publish-release.sh").toString(),
                        version,
                        address,
                        "--catalogue",
                        catalogue.toString())
                .in(root)
                .within(PUBLISH_LIMIT);
        Processes.run(script).expectExit(0);
        // An installation must find the images where an operator's is: in the registry, not left over from the build.
        Engine.forgetImages(address + "/*/*:" + version);
    }

    /** Puts another image into the place of a published one, as somebody would who can write to the registry. */
    public void replace(String image, String version, String file, String content) {
        String reference = address + "/" + image + ":" + version;
        try {
            Path context = Files.createTempDirectory("piprio-e2e-image-");
            Files.writeString(context.resolve("file"), content);
            Files.writeString(context.resolve("Dockerfile"), "FROM " + reference + "\nCOPY file " + file + "\n");
            Engine.docker("pull", "--quiet", reference);
            Engine.docker("build", "--quiet", "--tag", reference, context.toString());
            Folders.remove(context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Engine.docker("push", "--quiet", reference);
        Engine.forgetImages(reference);
    }

    /** Does something while the registry is stopped; what it holds is there again afterwards. */
    public void whileStopped(Runnable work) {
        Engine.docker("stop", "-t", "1", container.getContainerId());
        try {
            work.run();
        } finally {
            Engine.docker("start", container.getContainerId());
            Awaitility.await("the registry at " + address + " answers again")
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(100))
                    .until(this::answers);
        }
    }

    private boolean answers() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/v2/"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Takes one image of a published release out of the registry. */
    public void withdraw(String image, String version) {
        HttpResponse<String> deleted = send(
                HttpRequest.newBuilder(manifest(image, digest(image, version))).DELETE());
        if (deleted.statusCode() != 202) {
            throw new AssertionError("the registry did not remove " + image + ":" + version + ": " + deleted);
        }
    }

    /** The digest of a published image, such as {@code sha256:…}. */
    public String digest(String image, String version) {
        HttpResponse<String> head = send(HttpRequest.newBuilder(manifest(image, version))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .header("Accept", MANIFEST_TYPES));
        return head.headers()
                .firstValue("Docker-Content-Digest")
                .orElseThrow(() -> new AssertionError(image + ":" + version + " is not published: " + head));
    }

    /** Where other containers reach it. */
    String internalAddress() {
        return Engine.docker("inspect", "--format", "{{.NetworkSettings.IPAddress}}", container.getContainerId())
                        .strip()
                + ":" + PORT;
    }

    /** Does the work while nothing answers at the registry's address; it keeps what it has. */
    public <T> T whileAway(Supplier<T> work) {
        Engine.docker("stop", container.getContainerId());
        try {
            return work.get();
        } finally {
            Engine.docker("start", container.getContainerId());
            Awaitility.await("the registry answers again")
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptionsInstanceOf(AssertionError.class)
                    .until(() -> send(HttpRequest.newBuilder(URI.create("http://" + address + "/v2/")))
                                    .statusCode()
                            == 200);
        }
    }

    private URI manifest(String image, String reference) {
        return URI.create("http://" + address + "/v2/" + image + "/manifests/" + reference);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("the registry at " + address + " did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** A TCP port of 127.0.0.1 that nothing listens on now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError("no free port", e);
        }
    }

    @Override
    public void close() {
        container.stop();
        Engine.forgetImages(address + "/*/*");
    }
}
