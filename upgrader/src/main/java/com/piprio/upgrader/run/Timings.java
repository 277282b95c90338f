package com.piprio.upgrader.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where the time of a run went, below its steps: filled by the steps, read by the summary and the history. Safe for use
 * by several threads.
 */
public final class Timings {
    private final Clock clock;
    private final List<Timing> timings = new ArrayList<>();

    public Timings(Clock clock) {
        this.clock = clock;
    }

    /** What a part of a run was spent on. */
    public enum Kind {
        /** The bundle was taken and verified. */
        BACKUP(true),
        /** A container was told to stop, until it had. */
        STOP(false),
        /** Requests in flight were waited for. */
        DRAIN(false),
        /** A container was made, or started until it was ready; migrations run inside. */
        START(true),
        /** A pause that is configured: between workers, or to let things settle. */
        PAUSE(true),
        /** The proxy held the requests to a service; overlaps with the parts for which it did. */
        HOLD(false);

        private final boolean unavoidable;

        Kind(boolean unavoidable) {
            this.unavoidable = unavoidable;
        }
    }

    /**
     * One part of a run.
     *
     * @param kind what it was spent on
     * @param what whose part it is, mostly a service
     * @param start when it began
     * @param duration how long it took
     */
    public record Timing(Kind kind, String what, Instant start, Duration duration) {

        Instant end() {
            return start.plus(duration);
        }
    }

    public synchronized void add(Kind kind, String what, Instant start, Duration duration) {
        timings.add(new Timing(kind, what, start, duration));
    }

    /** Runs the act and records how long it took, also when it throws. */
    public <T> T measure(Kind kind, String what, Supplier<T> act) {
        Instant start = clock.instant();
        try {
            return act.get();
        } finally {
            add(kind, what, start, Duration.between(start, clock.instant()));
        }
    }

    /** Runs the act and records how long it took, also when it throws. */
    public void measure(Kind kind, String what, Runnable act) {
        measure(kind, what, () -> {
            act.run();
            return kind;
        });
    }

    /** All parts in the order in which they were recorded, which is that of their ends. */
    public synchronized List<Timing> all() {
        return List.copyOf(timings);
    }

    /** These parts together; zero when there is none. */
    public Duration sum(Kind kind, String what) {
        return all().stream()
                .filter(timing -> timing.kind() == kind && timing.what().equals(what))
                .map(Timing::duration)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** What no order of steps could save: backup, starts and configured pauses; what overlaps counts once. */
    public Duration unavoidable() {
        List<Timing> parts = all().stream()
                .filter(timing -> timing.kind().unavoidable)
                .sorted(Comparator.comparing(Timing::start))
                .toList();
        Duration sum = Duration.ZERO;
        Instant counted = Instant.MIN;
        for (Timing part : parts) {
            Instant start = part.start().isAfter(counted) ? part.start() : counted;
            if (part.end().isAfter(start)) {
                sum = sum.plus(Duration.between(start, part.end()));
                counted = part.end();
            }
        }
        return sum;
    }
}
