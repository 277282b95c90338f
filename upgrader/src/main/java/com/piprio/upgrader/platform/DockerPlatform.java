package com.piprio.upgrader.platform;

import com.piprio.compose.ComposeProject;
import com.piprio.compose.Container;
import com.piprio.compose.DockerEngine;
import com.piprio.compose.EngineVersions;
import com.piprio.compose.Image;
import com.piprio.compose.UpOptions;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.image.Architecture;
import com.piprio.upgrader.release.ImagePin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The platform on a Docker Engine. */
public final class DockerPlatform implements Platform {
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration PULL_LIMIT = Duration.ofMinutes(30);
    private static final int LOG_LINES = 200;

    private final DockerEngine docker;
    private final ComposeProject project;
    private final UnaryOperator<ImagePin> origin;
    private final Supplier<EngineVersions> versions;
    private final Supplier<List<Container>> look;
    private final Http http = new Http();

    /**
     * The containers of a project.
     *
     * @param origin where an image is pulled from that Compose knows under its pin
     * @param versions of Docker Engine and Compose, for whoever asks what this host is
     */
    public DockerPlatform(
            DockerEngine docker,
            ComposeProject project,
            UnaryOperator<ImagePin> origin,
            Supplier<EngineVersions> versions) {
        this(docker, project, origin, versions, project::containers);
    }

    private DockerPlatform(
            DockerEngine docker,
            ComposeProject project,
            UnaryOperator<ImagePin> origin,
            Supplier<EngineVersions> versions,
            Supplier<List<Container>> look) {
        this.docker = docker;
        this.project = project;
        this.origin = origin;
        this.versions = versions;
        this.look = look;
    }

    /**
     * The same for a command that changes nothing and is over in a moment: whoever asks it for containers, and on whatever
     * thread, sees those that there were at the first question. Each look costs two commands of Docker.
     */
    public DockerPlatform lookingOnce() {
        return new DockerPlatform(docker, project, origin, versions, new Fact<>(look)::demand);
    }

    @Override
    public List<ServiceContainer> containers() {
        return look.get().stream().map(DockerPlatform::observed).toList();
    }

    private static ServiceContainer observed(Container container) {
        return new ServiceContainer(
                container.id(),
                container.service(),
                container.number(),
                container.state() == Container.State.RUNNING,
                container.restartCount(),
                container.exitCode(),
                container.imageId(),
                container.labels().get("com.piprio.release"),
                container.address());
    }

    @Override
    public List<ImagePin> missing(List<ImagePin> pins) {
        Set<ImagePin> present = ConcurrentHashMap.newKeySet();
        Stream<Runnable> looks = pins.stream()
                .map(pin -> () -> docker.image(pin.tagged())
                        .filter(image -> pin.isOneOf(image.repoDigests()))
                        .ifPresent(image -> present.add(pin)));
        Together.demand(looks.toList());
        return pins.stream().filter(pin -> !present.contains(pin)).toList();
    }

    @Override
    public boolean runs(ServiceContainer container, ImagePin pin) {
        return docker.image(container.imageId())
                .map(Image::repoDigests)
                .filter(pin::isOneOf)
                .isPresent();
    }

    @Override
    public void pull(List<ImagePin> pins) {
        Stream<Runnable> pulls = pins.stream().map(pin -> () -> {
            String source = origin.apply(pin).pinned();
            docker.pull(source, PULL_LIMIT);
            docker.tag(source, pin.tagged());
        });
        Together.demand(pulls.toList());
        missing(pins).stream().findFirst().ifPresent(pin -> {
            throw OperatorException.of(ErrorCode.DIGEST_MISMATCH, "an image is not the one that was pulled")
                    .expected(pin.digest() + " under " + pin.tagged())
                    .found("another image, or none")
                    .remedy("find out who else tags or removes images on this host, then run the same command again")
                    .build();
        });
    }

    @Override
    public void stop(String service) {
        Together.demand(project.containers(service).stream()
                .map(container -> (Runnable) () -> docker.stop(container.id(), STOP_GRACE))
                .toList());
    }

    @Override
    public void prepare(String service) {
        project.create(service, project.containers(service).size() + 1, START_LIMIT);
    }

    @Override
    public void start(ServiceContainer container) {
        docker.start(container.id());
    }

    @Override
    public void stop(ServiceContainer container) {
        docker.stop(container.id(), STOP_GRACE);
    }

    @Override
    public long memoryLimit(String service) {
        return look.get().stream()
                .filter(container -> container.service().equals(service))
                .mapToLong(Container::memoryLimit)
                .max()
                .orElse(0);
    }

    @Override
    public long memoryAvailable() {
        return HostMemory.available();
    }

    @Override
    public Host host() {
        return new Host(
                versions.get(),
                HostMemory.total() >> 20,
                Runtime.getRuntime().availableProcessors(),
                Architecture.ofThisHost());
    }

    @Override
    public boolean isFree(String address, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void remove(ServiceContainer container) {
        docker.stop(container.id(), STOP_GRACE);
        docker.remove(List.of(container.id()));
    }

    @Override
    public void start(String service) {
        project.up(UpOptions.standard().withoutDependencies(), List.of(service), START_LIMIT);
    }

    @Override
    public void addWorkers(int replicas) {
        project.up(
                UpOptions.standard().withoutDependencies().keepingExisting().scaled("worker", replicas),
                List.of("worker"),
                START_LIMIT);
    }

    @Override
    public void startAll() {
        project.up(UpOptions.standard(), List.of(), START_LIMIT);
    }

    @Override
    public ServiceHealth probe(ServiceContainer container) {
        if (!container.running() || container.address() == null) {
            return ServiceHealth.silent("not running");
        }
        return health(container, "ready")
                .map(answer -> HealthJson.read(answer.status(), answer.body()))
                .orElseGet(() -> ServiceHealth.silent("starting, does not answer yet"));
    }

    private Optional<Http.Answer> health(ServiceContainer container, String of) {
        return http.get(URI.create("http://" + container.address() + ":8080/q/health/" + of), Map.of());
    }

    @Override
    public DeprecatedCalls deprecatedCalls(ServiceContainer container) {
        if (!container.running() || container.address() == null) {
            return DeprecatedCalls.unknown("no api runs");
        }
        return health(container, "well")
                .map(answer -> DeprecatedCalls.read(answer.status(), answer.body()))
                .orElseGet(() -> DeprecatedCalls.unknown("the api does not answer"));
    }

    @Override
    public Optional<String> lastWords(ServiceContainer container) {
        return LastWords.in(docker.logs(container.id(), LOG_LINES));
    }

    @Override
    public boolean ranOutOfMemory(ServiceContainer container) {
        return docker.ranOutOfMemory(container.id());
    }
}
