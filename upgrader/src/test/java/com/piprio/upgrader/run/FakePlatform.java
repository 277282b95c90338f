package com.piprio.upgrader.run;

import com.piprio.compose.EngineVersions;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.platform.DeprecatedCalls;
import com.piprio.upgrader.platform.Host;
import com.piprio.upgrader.platform.Platform;
import com.piprio.upgrader.platform.ServiceContainer;
import com.piprio.upgrader.platform.ServiceHealth;
import com.piprio.upgrader.release.ImagePin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The containers, images and host of a world in memory. */
final class FakePlatform implements Platform {
    private final Installation installation;
    private final ReleaseVersion troubled;
    private final FakeEffects effects;
    private final FakeSchema schema;
    private final FakeAilments ailments;
    private final FakeTraffic traffic;
    private final List<FakeContainer> containers = new ArrayList<>();
    private final Set<String> restarted = new HashSet<>();
    private int ids;
    private boolean imagesGone;
    private boolean imagesToPull;
    private boolean crowded;
    private long megabytes = 24_000;

    /** @param troubled the release that ailments of services concern */
    FakePlatform(
            Installation installation,
            ReleaseVersion troubled,
            FakeEffects effects,
            FakeSchema schema,
            FakeAilments ailments,
            FakeTraffic traffic) {
        this.installation = installation;
        this.troubled = troubled;
        this.effects = effects;
        this.schema = schema;
        this.ailments = ailments;
        this.traffic = traffic;
    }

    /** One container. */
    private record FakeContainer(
            String id, String service, int number, boolean running, int exitCode, ReleaseVersion release) {

        FakeContainer with(boolean nowRunning, int nowExitCode) {
            return new FakeContainer(id, service, number, nowRunning, nowExitCode, release);
        }

        String address() {
            return "10.0.0." + id;
        }
    }

    /** Neither the host nor the registry has the target's images. */
    void loseImages() {
        imagesGone = true;
    }

    boolean imagesGone() {
        return imagesGone;
    }

    /** The registry has the target's images, and the host does not yet. */
    void leaveImagesToThePull() {
        imagesToPull = true;
    }

    /** Docker restarted everything that runs now once, long ago. */
    void restartEverything() {
        containers.forEach(container -> restarted.add(container.id()));
    }

    /** Nothing else fits into the memory of the host. */
    void crowd() {
        crowded = true;
    }

    /** A host with this much memory. */
    void replaceHost(long memoryMegabytes) {
        megabytes = memoryMegabytes;
    }

    /** True when requests to this address would meet a service that is never ready. */
    boolean isSick(String service, String address) {
        return ailments.isSick(service)
                && containers.stream()
                        .anyMatch(container -> container.service().equals(service)
                                && container.address().equals(address)
                                && container.release().equals(troubled));
    }

    @Override
    public List<ServiceContainer> containers() {
        return containers.stream()
                .map(container -> new ServiceContainer(
                        container.id(),
                        container.service(),
                        container.number(),
                        container.running(),
                        restarted.contains(container.id()) ? 1 : 0,
                        container.exitCode(),
                        "image of " + container.release(),
                        container.release().toString(),
                        container.running() ? container.address() : null))
                .toList();
    }

    @Override
    public List<ImagePin> missing(List<ImagePin> pins) {
        return imagesGone || imagesToPull ? pins : List.of();
    }

    @Override
    public boolean runs(ServiceContainer container, ImagePin pin) {
        return container.imageId().equals("image of " + pin.tag());
    }

    @Override
    public void pull(List<ImagePin> pins) {
        pins.forEach(pin -> effects.happen("pull", () -> {}));
    }

    @Override
    public void stop(String service) {
        effects.happen(
                "stop " + service,
                () -> containers.replaceAll(container ->
                        container.service().equals(service) && container.running() ? ended(container) : container));
    }

    @Override
    public void stop(ServiceContainer stopped) {
        effects.happen(
                "stop one " + stopped.service(),
                () -> containers.replaceAll(container ->
                        container.id().equals(stopped.id()) && container.running() ? ended(container) : container));
    }

    private FakeContainer ended(FakeContainer container) {
        traffic.ended(container.service(), container.address());
        return container.with(false, 0);
    }

    @Override
    public void prepare(String service) {
        effects.happen("prepare " + service, () -> {
            int number = containers(service).stream()
                            .mapToInt(ServiceContainer::number)
                            .max()
                            .orElse(0)
                    + 1;
            containers.add(made(service, number));
        });
    }

    /** Not started yet. */
    private FakeContainer made(String service, int number) {
        return new FakeContainer(String.valueOf(++ids), service, number, false, 0, installation.release());
    }

    private FakeContainer launched(FakeContainer container) {
        int exitCode = container.service().equals("api") ? schema.startApi(container.release()) : 0;
        ailments.started(container.service());
        return container.with(exitCode == 0, exitCode);
    }

    @Override
    public void start(ServiceContainer started) {
        effects.happen(
                "start one " + started.service(),
                () -> containers.replaceAll(container ->
                        container.id().equals(started.id()) && !container.running() ? launched(container) : container));
    }

    @Override
    public void start(String service) {
        effects.happen("start " + service, () -> {
            ReleaseVersion release = installation.release();
            boolean asItShallBe = containers.stream()
                    .anyMatch(container -> container.service().equals(service)
                            && container.running()
                            && container.release().equals(release));
            if (!asItShallBe) {
                containers.removeIf(container -> container.service().equals(service));
                containers.add(launched(made(service, 1)));
            }
        });
    }

    @Override
    public void addWorkers(int replicas) {
        effects.happen("add workers up to " + replicas, () -> {
            // Compose starts stopped containers as they are before it makes new ones.
            containers.replaceAll(
                    container -> container.service().equals("worker") ? container.with(true, 0) : container);
            int number = 1;
            while (containers("worker").size() < replicas) {
                int candidate = number++;
                if (containers("worker").stream().noneMatch(worker -> worker.number() == candidate)) {
                    containers.add(launched(made("worker", candidate)));
                }
            }
        });
    }

    @Override
    public void startAll() {
        for (String service : FixtureReleases.services(installation.release())) {
            if (!service.equals("worker")) {
                start(service);
            }
        }
        addWorkers(installation.workerReplicas());
    }

    @Override
    public void remove(ServiceContainer gone) {
        effects.happen(
                "remove " + gone.service(),
                () -> containers.removeIf(container -> {
                    boolean it = container.id().equals(gone.id());
                    if (it && container.running()) {
                        ended(container);
                    }
                    return it;
                }));
    }

    @Override
    public long memoryLimit(String service) {
        return 512L << 20;
    }

    @Override
    public long memoryAvailable() {
        return crowded ? 0 : 2L << 30;
    }

    @Override
    public Host host() {
        return new Host(new EngineVersions("20.10.24", "2.26.1"), megabytes, 2, "amd64");
    }

    @Override
    public boolean isFree(String address, int port) {
        return true;
    }

    @Override
    public ServiceHealth probe(ServiceContainer container) {
        String service = container.service();
        ReleaseVersion release = ReleaseVersion.parse(String.valueOf(container.release()));
        if (!container.running()) {
            return ServiceHealth.silent("not running");
        }
        if (release.equals(troubled) && ailments.diesNow(service)) {
            containers.replaceAll(
                    one -> one.id().equals(container.id()) ? ended(one).with(false, 1) : one);
            return ServiceHealth.silent("not running");
        }
        String ailment = release.equals(troubled) ? ailments.seen(service) : "";
        if (ailment.isEmpty() && !service.equals("web") && !schema.accepts(release)) {
            ailment = "sick";
        }
        return new ServiceHealth(ailment.isEmpty(), release.toString(), null, ailment);
    }

    @Override
    public DeprecatedCalls deprecatedCalls(ServiceContainer container) {
        return DeprecatedCalls.unknown("nothing is counted here");
    }

    @Override
    public Optional<String> lastWords(ServiceContainer container) {
        boolean failed = container.exitCode() == FakeSchema.API_FAILED_TO_MIGRATE;
        return Optional.of(failed ? schema.failure() : "refusing to start");
    }

    @Override
    public boolean ranOutOfMemory(ServiceContainer container) {
        return false;
    }
}
