package com.piprio.upgrader.run;

import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.platform.Platform;
import com.piprio.upgrader.platform.ServiceContainer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The container of a service that shall serve, and those whose place it takes. Whatever an interrupted run left is found
 * again and used, or cleared away. The engine is asked when a succession begins and not again for each act: in the
 * middle of a pause every question to it would make the pause longer.
 */
final class Succession {
    private final Run run;
    private final Platform platform;
    private final String service;
    private final String release;
    private @Nullable ServiceContainer successor;
    private List<ServiceContainer> found;
    private List<ServiceContainer> predecessors = List.of();

    Succession(Run run, String service, ReleaseVersion release) {
        this.run = run;
        this.platform = run.ports().platform();
        this.service = service;
        this.release = release.toString();
        this.found = platform.containers(service);
    }

    /**
     * Where the service is reached that runs on another release; empty when none does. While one on this release is ready,
     * one that is not was never switched to: an upgrade that was killed left it, and it must get no request.
     */
    Optional<String> incumbent() {
        boolean ready = found.stream().anyMatch(container -> readyOn(release, container));
        return found.stream()
                .filter(container -> container.running() && !release.equals(container.release()))
                .filter(container -> !ready || readyOn(String.valueOf(container.release()), container))
                .flatMap(container -> Optional.ofNullable(container.address()).stream())
                .findFirst();
    }

    private boolean readyOn(String which, ServiceContainer container) {
        return which.equals(container.release()) && platform.probe(container).readyOn(which);
    }

    /** Makes a container on the release where none runs; does not start it. */
    void prepare() {
        Optional<ServiceContainer> running = found.stream()
                .filter(container -> release.equals(container.release()))
                .filter(this::usable)
                .findFirst();
        ServiceContainer chosen = running.orElseGet(this::made);
        successor = chosen;
        predecessors = found.stream()
                .filter(container -> !container.id().equals(chosen.id()))
                .toList();
    }

    /** One that Docker restarted long ago and that is ready now serves; one that restarts again and again does not. */
    private boolean usable(ServiceContainer container) {
        return container.running()
                && (!container.crashed() || platform.probe(container).readyOn(release));
    }

    private ServiceContainer made() {
        found.stream().filter(container -> release.equals(container.release())).forEach(platform::remove);
        found = found.stream()
                .filter(container -> !release.equals(container.release()))
                .toList();
        run.timings().measure(Timings.Kind.START, service, () -> platform.prepare(service));
        return platform.containers(service).stream()
                .filter(container -> found.stream().noneMatch(old -> old.id().equals(container.id())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no new container of " + service));
    }

    /** True when the successor is alone, and ready. */
    boolean complete() {
        return predecessors.isEmpty() && platform.probe(successor()).readyOn(release);
    }

    /** Blocks until the successor is ready; it is started unless it ran when it was found. */
    void start(Readiness readiness) {
        run.timings().measure(Timings.Kind.START, service, () -> {
            if (!successor().running()) {
                platform.start(successor());
            }
            successor = readiness.await(service, release, this::isSuccessor).get(0);
        });
    }

    /** As it is now: one that Docker restarted may have another address. */
    void sawAgain(ServiceContainer container) {
        successor = container;
    }

    boolean isSuccessor(ServiceContainer container) {
        return container.id().equals(successor().id());
    }

    private ServiceContainer successor() {
        ServiceContainer known = successor;
        if (known == null) {
            throw new IllegalStateException("a succession is prepared first");
        }
        return known;
    }

    /** Where the successor answers; it must run. */
    String address() {
        String address = successor().address();
        if (address == null) {
            throw new IllegalStateException(service + " is ready and has no address");
        }
        return address;
    }

    /**
     * What is wrong with a successor that says it is ready; empty when nothing is. The frontend has nothing but files, and
     * its health says whether they are there.
     */
    Optional<String> rehearse() {
        return service.equals("api") ? run.ports().outside().rehearse(address()) : Optional.empty();
    }

    void stopPredecessors() {
        predecessors.stream().filter(ServiceContainer::running).forEach(this::stop);
    }

    /** Stopped and kept: its log says why it was given up, and Docker would restart it for ever. */
    void giveUpSuccessor() {
        stop(successor());
    }

    /** Whether they run or not; each gets its graceful stop. */
    void removePredecessors() {
        predecessors.forEach(
                container -> run.timings().measure(Timings.Kind.STOP, service, () -> platform.remove(container)));
    }

    private void stop(ServiceContainer container) {
        run.timings().measure(Timings.Kind.STOP, service, () -> platform.stop(container));
    }
}
