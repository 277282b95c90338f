package com.piprio.upgrader.run;

import com.piprio.upgrader.report.Report;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Waiting with a deadline. The only place of a run where time passes on purpose.
 *
 * @param clock tells the time
 * @param sleeper lets it pass
 * @param report hears what is waited for
 * @param stop ends each wait when the process is told to end
 */
public record Wait(Clock clock, Sleeper sleeper, Report report, StopRequest stop) {
    private static final Duration POLL = Duration.ofMillis(100);

    /** Waiting that nobody cuts short. */
    public Wait(Clock clock, Sleeper sleeper, Report report) {
        this(clock, sleeper, report, new StopRequest());
    }

    /** Lets time pass; a test moves its clock instead. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration duration);
    }

    /**
     * Blocks until the condition holds or the limit has passed.
     *
     * @return whether the condition held; a caller must not take false for success
     */
    public boolean until(String what, Duration limit, BooleanSupplier condition) {
        Instant start = clock.instant();
        while (!condition.getAsBoolean()) {
            Duration elapsed = Duration.between(start, clock.instant());
            if (elapsed.compareTo(limit) >= 0) {
                return false;
            }
            report.waiting(what, elapsed);
            sleep(POLL);
        }
        return true;
    }

    /** Lets time pass, between two looks. */
    void sleep(Duration duration) {
        stop.check();
        sleeper.sleep(duration);
    }

    /** Lets the given time pass, telling why. */
    public void pause(String why, Duration duration) {
        Instant end = clock.instant().plus(duration);
        until(why, duration, () -> !clock.instant().isBefore(end));
    }
}
