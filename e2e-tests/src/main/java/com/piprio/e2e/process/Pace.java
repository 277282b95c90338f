package com.piprio.e2e.process;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** How long a program takes, from three runs of it: the median, so that one run that was disturbed does not count. */
public record Pace(List<Duration> runs) {

    public Pace {
        runs = runs.stream().sorted().toList();
    }

    /** Runs it three times, one after the other. */
    public static Pace ofThree(Supplier<Run> program) {
        return new Pace(
                IntStream.range(0, 3).mapToObj(i -> program.get().duration()).toList());
    }

    public Duration median() {
        return runs.get(runs.size() / 2);
    }

    /**
     * Fails where it takes too long: longer than the limit, and longer than so many times another program. The other one
     * tells a slow machine from a slow program.
     */
    public void expectBelow(Duration limit, int times, Pace other) {
        Duration allowed = other.median().multipliedBy(times);
        if (median().compareTo(limit) >= 0 && median().compareTo(allowed) >= 0) {
            throw new AssertionError("expected a median below " + limit + " or " + times + " times " + other.median()
                    + ", but the runs took " + runs);
        }
    }
}
