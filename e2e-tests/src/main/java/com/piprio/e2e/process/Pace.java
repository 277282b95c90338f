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

    public void expectBelow(Duration limit) {
        Duration median = runs.get(runs.size() / 2);
        if (median.compareTo(limit) >= 0) {
            throw new AssertionError("expected a median below " + limit + ", but the runs took " + runs);
        }
    }
}
