package com.piprio.bench;

import com.piprio.bench.CutoverRun.Figures;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All runs of a contender together: sums of counts, the worst of latencies and gaps, the median of the upgrade's length.
 * An upgrade that failed is not added up: requests that met no upgrade would make the sums look good.
 *
 * @param problem in a line, that of the first run which had one; empty when none had
 */
record Summary(
        int tried,
        int measured,
        int requests,
        int failed,
        int lost,
        int duplicated,
        Duration worst,
        Duration gap,
        Duration upgrade,
        String problem) {

    static Summary of(String contender, List<CutoverRun> all) {
        List<CutoverRun> runs =
                all.stream().filter(run -> run.contender().equals(contender)).toList();
        List<Figures> figures = runs.stream()
                .filter(CutoverRun::measured)
                .flatMap(run -> Stream.ofNullable(run.figures()))
                .toList();
        return new Summary(
                runs.size(),
                figures.size(),
                figures.stream().mapToInt(Figures::requests).sum(),
                figures.stream().mapToInt(Figures::failed).sum(),
                sum(figures, Figures::lost),
                sum(figures, Figures::duplicated),
                most(figures, Figures::worst),
                most(figures, Figures::gap),
                median(figures.stream().map(Figures::upgrade).sorted().toList()),
                runs.stream()
                        .map(CutoverRun::shortProblem)
                        .filter(problem -> !problem.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    private static int sum(List<Figures> figures, Function<Figures, @Nullable Integer> count) {
        // Known in every run that is added up.
        return figures.stream()
                .mapToInt(one -> Objects.requireNonNull(count.apply(one)))
                .sum();
    }

    private static Duration most(List<Figures> figures, Function<Figures, Duration> which) {
        return figures.stream().map(which).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    private static Duration median(List<Duration> sorted) {
        if (sorted.isEmpty()) {
            return Duration.ZERO;
        }
        Duration lower = sorted.get((sorted.size() - 1) / 2);
        return lower.plus(sorted.get(sorted.size() / 2)).dividedBy(2);
    }
}
