package com.piprio.upgrader.run;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.platform.ServiceContainer;
import com.piprio.upgrader.platform.ServiceHealth;
import com.piprio.upgrader.report.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Containers that became ready, and have to stay so. The service is asked each time, the engine now and then: that takes
 * two processes, which compete with a service that users need.
 */
final class Watch {
    private static final Duration LOOKS_APART = Duration.ofSeconds(2);

    private static final Duration SETTLE_POLL = Duration.ofMillis(500);

    /** One probe may be late on a busy host; a service that is not ready more often is no service to change to. */
    private static final int FORGIVEN = 2;

    private final Run run;
    private final Readiness readiness;
    private final String service;
    private final String release;
    private final Predicate<ServiceContainer> which;
    private List<ServiceContainer> seen = List.of();
    private Instant nextLook = Instant.MIN;

    /** @param which of the service's containers */
    Watch(Run run, Readiness readiness, String service, String release, Predicate<ServiceContainer> which) {
        this.run = run;
        this.readiness = readiness;
        this.service = service;
        this.release = release;
        this.which = which;
    }

    /**
     * Blocks until the containers have stayed ready, and the rehearsal was good each time, for that long without a break.
     *
     * @param rehearsal what is wrong with a service that says it is ready; empty when nothing is
     * @return the containers as they were seen last: one that Docker restarted may have another address
     * @throws OperatorException when one ended, or was not good again and again
     */
    List<ServiceContainer> settle(Supplier<Optional<String>> rehearsal, Duration settle) {
        look();
        Instant start = now();
        Instant since = start;
        int lapses = 0;
        while (Duration.between(since, now()).compareTo(settle) < 0) {
            Optional<String> fault = fault().or(rehearsal);
            if (fault.isPresent()) {
                lapses++;
                if (lapses > FORGIVEN) {
                    throw unstable(lapses + " times within " + Texts.seconds(Duration.between(start, now()))
                            + ", last: " + fault.get());
                }
                seen = readiness.await(service, release, which);
                since = now();
            }
            run.report().waiting(service + " has to stay ready", Duration.between(start, now()));
            run.waiting().sleep(SETTLE_POLL);
        }
        return seen;
    }

    /**
     * Blocks for that long, while the containers have requests already.
     *
     * @throws OperatorException as {@link #demand} does
     */
    void stayReady(Duration time) {
        Instant end = now().plus(time);
        while (now().isBefore(end)) {
            demand();
            run.waiting().sleep(SETTLE_POLL);
        }
    }

    /**
     * Asks a second time where the first was to no avail: one answer may be late on a busy host.
     *
     * @throws OperatorException when one of the containers is not ready now
     */
    void demand() {
        fault().flatMap(late -> fault()).ifPresent(fault -> {
            throw unstable(fault);
        });
    }

    private Optional<String> fault() {
        if (!now().isBefore(nextLook)) {
            look();
        }
        ServiceHealth worst = readiness.worst(service, release, seen);
        if (worst.readyOn(release)) {
            return Optional.empty();
        }
        // One that ended says why. One that Docker restarted has another address.
        look();
        readiness.worst(service, release, seen);
        return Optional.of(worst.detail());
    }

    private void look() {
        seen = readiness.look(service, which);
        nextLook = now().plus(LOOKS_APART);
    }

    private Instant now() {
        return run.waiting().clock().instant();
    }

    private OperatorException unstable(String found) {
        return OperatorException.of(ErrorCode.SERVICE_UNSTABLE, service + " became ready and did not stay so")
                .expected("ready without a break")
                .found(found)
                .remedy("read its log: docker compose -f docker-compose.onprem.yml logs --tail 50 " + service)
                .build();
    }
}
