package com.piprio.upgrader.run;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.platform.ServiceContainer;
import com.piprio.upgrader.platform.ServiceHealth;
import com.piprio.upgrader.report.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Waits until the containers of a service are ready on a release. A service that ended by itself fails the wait at once,
 * with its own last words; one that migrates gets its budget anew whenever migrations visibly advance, since a fixed
 * budget condemns good but slow migrations.
 */
final class Readiness {
    /** Beyond this even an advancing migration is given up: an operator has to look. */
    static final Duration HARD_LIMIT = Duration.ofHours(4);

    /** Asking a service costs next to nothing. */
    private static final Duration POLL = Duration.ofMillis(50);

    /** Asking Docker takes two processes, which compete with the service that starts. */
    private static final Duration LOOKS_APART = Duration.ofSeconds(1);

    private final Run run;
    private final Runnable meanwhile;

    Readiness(Run run) {
        this(run, () -> {});
    }

    /** @param meanwhile called at each look that does not end the wait */
    Readiness(Run run, Runnable meanwhile) {
        this.run = run;
        this.meanwhile = meanwhile;
    }

    /**
     * Blocks until all containers of the service are ready on the release.
     *
     * @throws OperatorException when one crashed, is missing, or the budget passed
     */
    void await(String service, String release) {
        await(service, release, container -> true);
    }

    /**
     * The same for some of the service's containers.
     *
     * @return these, as they were seen last; at least one
     */
    List<ServiceContainer> await(String service, String release, Predicate<ServiceContainer> which) {
        Instant start = run.waiting().clock().instant();
        Instant deadline = start.plus(run.settings().healthBudget());
        Instant hardDeadline = start.plus(HARD_LIMIT);
        Instant nextLook = start;
        String progress = run.ports().schema().progress();
        List<ServiceContainer> containers = List.of();
        while (true) {
            Instant now = run.waiting().clock().instant();
            if (!now.isBefore(nextLook)) {
                containers = look(service, which);
                nextLook = now.plus(LOOKS_APART);
                String newProgress = run.ports().schema().progress();
                if (!newProgress.equals(progress)) {
                    progress = newProgress;
                    deadline = now.plus(run.settings().healthBudget());
                }
            }
            ServiceHealth worst = worst(service, release, containers);
            if (worst.readyOn(release)) {
                return containers;
            }
            if (!now.isBefore(deadline) || !now.isBefore(hardDeadline)) {
                throw passed(service, release, worst, Duration.between(start, now));
            }
            run.report().waiting(service + ": " + worst.detail(), Duration.between(start, now));
            meanwhile.run();
            run.waiting().sleep(POLL);
        }
    }

    List<ServiceContainer> look(String service, Predicate<ServiceContainer> which) {
        return run.ports().platform().containers(service).stream().filter(which).toList();
    }

    /** The first that is not ready, or else the last. */
    ServiceHealth worst(String service, String release, List<ServiceContainer> containers) {
        if (containers.isEmpty()) {
            return ServiceHealth.silent("no container");
        }
        ServiceHealth last = ServiceHealth.silent("no container");
        for (ServiceContainer container : containers) {
            last = run.ports().platform().probe(container);
            if (!last.readyOn(release)) {
                // A restart of long ago is no reason to give up one that is ready.
                if (container.crashed()) {
                    throw Crash.problem(run.ports().platform(), service, container);
                }
                return last;
            }
        }
        return last;
    }

    private OperatorException passed(String service, String release, ServiceHealth health, Duration waited) {
        return OperatorException.of(ErrorCode.HEALTH_BUDGET_PASSED, service + " is not ready on " + release)
                .expected("ready within " + Texts.seconds(run.settings().healthBudget())
                        + " after the last visible progress")
                .found(health.detail() + " after " + Texts.seconds(waited))
                .remedy("read its log: docker compose -f docker-compose.onprem.yml logs --tail 50 " + service)
                .build();
    }
}
