package com.piprio.bench;

import com.piprio.bench.CutoverRun.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Results as text. */
final class CutoverTable {

    private static final String ROW = "%-18s %5s %9s %7s %5s %8s %9s %7s %9s  %s%n";

    private CutoverTable() {}

    /** One run in a line. */
    static String line(CutoverRun run) {
        Figures figures = run.figures();
        String text = run.contender() + ": ";
        if (figures != null) {
            text += String.format(
                    Locale.ROOT,
                    "%d requests, %d failed, %s lost, %s duplicated, worst %d ms (%d before), gap %d ms, %s%.1f s",
                    figures.requests(),
                    figures.failed(),
                    known(figures.lost()),
                    known(figures.duplicated()),
                    figures.worst().toMillis(),
                    figures.worstBefore().toMillis(),
                    figures.gap().toMillis(),
                    mode(run),
                    seconds(figures.upgrade()));
        }
        return run.problem().isEmpty()
                ? text
                : text + (figures == null ? "" : "; ") + "not counted: " + run.shortProblem();
    }

    private static String mode(CutoverRun run) {
        Contender.Outcome outcome = run.outcome();
        if (outcome == null) {
            return "";
        }
        Duration pause = outcome.pause();
        return outcome.mode() + (pause == null ? "" : " with a pause of " + pause.toMillis() + " ms") + ", ";
    }

    /** All contenders below each other: sums of counts, the worst of times, the median of the upgrade's length. */
    static String of(List<Contender> contenders, List<CutoverRun> runs) {
        StringBuilder table = new StringBuilder(String.format(
                                Locale.ROOT,
                                ROW,
                                "contender",
                                "runs",
                                "requests",
                                "failed",
                                "lost",
                                "doubled",
                                "worst ms",
                                "gap ms",
                                "upgrade s",
                                "")
                        .stripTrailing())
                .append('\n');
        for (Contender contender : contenders) {
            Summary summary = Summary.of(contender.name(), runs);
            table.append(String.format(
                                    Locale.ROOT,
                                    ROW,
                                    contender.name(),
                                    summary.measured() + "/" + summary.tried(),
                                    summary.requests(),
                                    summary.failed(),
                                    summary.lost(),
                                    summary.duplicated(),
                                    summary.worst().toMillis(),
                                    summary.gap().toMillis(),
                                    String.format(Locale.ROOT, "%.1f", seconds(summary.upgrade())),
                                    summary.problem())
                            .stripTrailing())
                    .append('\n');
        }
        return table.toString();
    }

    private static String known(@Nullable Integer count) {
        return count == null ? "?" : count.toString();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
