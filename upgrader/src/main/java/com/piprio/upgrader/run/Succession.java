package com.piprio.upgrader.run;

import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.platform.Platform;
import com.piprio.upgrader.platform.ServiceContainer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The container of a service that shall serve, and those whose place it takes. Looks at the engine anew each time;
 * whatever an interrupted run left is found again and used, or cleared away.
 */
final class Succession {
    private final Run run;
    private final Platform platform;
    private final String service;
    private final String release;
    private String successor = "";

    Succession(Run run, String service, ReleaseVersion release) {
        this.run = run;
        this.platform = run.ports().platform();
        this.service = service;
        this.release = release.toString();
    }

    /** True when one container is left, and it is ready on the release. */
    boolean complete() {
        List<ServiceContainer> containers = platform.containers(service);
        return containers.size() == 1
                && runs(containers.get(0))
                && platform.probe(containers.get(0)).readyOn(release);
    }

    /** Where the service is reached that runs on another release now; empty when none does. */
    Optional<String> incumbent() {
        return platform.containers(service).stream()
                .filter(container -> container.running() && !release.equals(container.release()))
                .flatMap(container -> Optional.ofNullable(container.address()).stream())
                .findFirst();
    }

    /** Makes a container on the release where none runs; does not start it. */
    void prepare() {
        List<ServiceContainer> onRelease = platform.containers(service).stream()
                .filter(container -> release.equals(container.release()))
                .toList();
        if (onRelease.stream().noneMatch(Succession::runs)) {
            onRelease.forEach(platform::remove);
            Set<String> others = platform.containers(service).stream()
                    .map(ServiceContainer::id)
                    .collect(Collectors.toSet());
            platform.prepare(service);
            successor = platform.containers(service).stream()
                    .map(ServiceContainer::id)
                    .filter(id -> !others.contains(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no new container of " + service));
        } else {
            successor = onRelease.stream()
                    .filter(Succession::runs)
                    .map(ServiceContainer::id)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean runs(ServiceContainer container) {
        return container.running() && !container.crashed();
    }

    /** Blocks until the successor is ready; it is started unless it runs. */
    void start(Readiness readiness) {
        run.timings().measure(Timings.Kind.START, service, () -> {
            if (!now().running()) {
                platform.start(now());
            }
            readiness.await(service, release, this::isSuccessor);
        });
    }

    boolean isSuccessor(ServiceContainer container) {
        return container.id().equals(successor);
    }

    private ServiceContainer now() {
        return platform.containers(service).stream()
                .filter(this::isSuccessor)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("somebody removed the new container of " + service));
    }

    /** Where the successor answers; it must run. */
    String address() {
        String address = now().address();
        if (address == null) {
            throw new IllegalStateException(service + " is ready and has no address");
        }
        return address;
    }

    /** All other containers of the service, running or not. */
    List<ServiceContainer> predecessors() {
        return platform.containers(service).stream()
                .filter(container -> !isSuccessor(container))
                .toList();
    }

    void stopPredecessors() {
        predecessors().stream().filter(ServiceContainer::running).forEach(this::stop);
    }

    /** Stopped and kept: its log says why it was given up, and Docker would restart it for ever. */
    void giveUpSuccessor() {
        stop(now());
    }

    void removePredecessors() {
        stopPredecessors();
        predecessors().forEach(platform::remove);
    }

    private void stop(ServiceContainer container) {
        run.timings().measure(Timings.Kind.STOP, service, () -> platform.stop(container));
    }
}
