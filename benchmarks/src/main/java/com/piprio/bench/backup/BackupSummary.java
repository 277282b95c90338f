package com.piprio.bench.backup;

import com.piprio.bench.backup.BackupMeasurement.Figures;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All rounds of a contender together; rounds that were not measured count as tried only.
 *
 * @param backupSeconds and the others: null when no round was measured
 * @param problem that of the first round which had one; empty when none had
 */
record BackupSummary(
        int tried,
        int measured,
        @Nullable Spread backupSeconds,
        @Nullable Spread restoreSeconds,
        @Nullable Spread bytes,
        @Nullable Spread peakRssMb,
        String problem) {

    /** Median and extremes. */
    record Spread(double median, double lowest, double highest) {

        /** @param values at least one */
        static Spread of(List<Double> values) {
            List<Double> sorted = values.stream().sorted().toList();
            double middle = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
            return new Spread(middle, sorted.get(0), sorted.get(sorted.size() - 1));
        }
    }

    static BackupSummary of(String contender, List<BackupMeasurement> all) {
        List<BackupMeasurement> rounds =
                all.stream().filter(one -> one.contender().equals(contender)).toList();
        List<Figures> figures =
                rounds.stream().flatMap(one -> Stream.ofNullable(one.figures())).toList();
        return new BackupSummary(
                rounds.size(),
                figures.size(),
                spread(figures, one -> one.backup().toMillis() / 1000.0),
                spread(figures, one -> one.restore().toMillis() / 1000.0),
                spread(figures, Figures::bytes),
                spread(figures, Figures::peakRssMb),
                rounds.stream()
                        .map(BackupMeasurement::shortProblem)
                        .filter(problem -> !problem.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    private static @Nullable Spread spread(List<Figures> figures, ToDoubleFunction<Figures> which) {
        if (figures.isEmpty()) {
            return null;
        }
        return Spread.of(figures.stream().map(which::applyAsDouble).toList());
    }
}
