package com.piprio.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The ticks of a schedule whose time has come, each at its own time, oldest first.
 *
 * <p>Ticks that were missed by more than {@link #OLDEST} are one, the latest of them: an upgrade loses no tick, and a
 * day without a scheduler does not end in a flood. At most {@link #MOST_AT_ONCE} are made in one transaction; the
 * rest follows in the next, a second later, and grows by less than that meanwhile.
 *
 * @param due when each tick was due
 * @param next when the first tick that is not among them is due; not later than now when some are left over
 */
record MissedTicks(List<Instant> due, Instant next) {

    /** How late a tick may be and still count as one of its own. */
    static final Duration OLDEST = Duration.ofHours(1);

    static final int MOST_AT_ONCE = 500;

    MissedTicks {
        due = List.copyOf(due);
    }

    /**
     * Finds the ticks from the next due time up to now, both included.
     *
     * @param next when the first tick is due that has not been made
     */
    static MissedTicks of(Instant next, int everySeconds, Instant now) {
        if (next.isAfter(now)) {
            return new MissedTicks(List.of(), next);
        }
        Duration period = Duration.ofSeconds(everySeconds);
        long tooOld = dividedUp(Duration.between(next, now.minus(OLDEST)), period);
        Instant first = tooOld == 0 ? next : next.plus(period.multipliedBy(tooOld - 1));
        long all = Duration.between(first, now).dividedBy(period) + 1;
        long made = Math.min(all, MOST_AT_ONCE);
        return new MissedTicks(
                LongStream.range(0, made)
                        .mapToObj(tick -> first.plus(period.multipliedBy(tick)))
                        .toList(),
                first.plus(period.multipliedBy(made)));
    }

    /** How many ticks lie before the end of a time that begins with one. */
    private static long dividedUp(Duration time, Duration period) {
        if (time.isNegative() || time.isZero()) {
            return 0;
        }
        long whole = time.dividedBy(period);
        return period.multipliedBy(whole).equals(time) ? whole : whole + 1;
    }
}
