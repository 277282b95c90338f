package com.piprio.bench;

import com.piprio.e2e.traffic.Kind;
import com.piprio.e2e.traffic.Ledger;
import com.piprio.e2e.traffic.TrafficReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One contender in one round.
 *
 * @param problem why there are no figures, or why they are not to be trusted; empty when all went well
 * @param figures what the load saw; {@code null} when it never ran to its end
 */
record CutoverRun(
        String contender,
        int round,
        Contender.@Nullable Outcome outcome,
        @Nullable Figures figures,
        String problem) {

    /**
     * A short request that took long.
     *
     * @param due after the upgrade began; negative before
     */
    record Slow(String kind, Duration due, Duration latency) {}

    /**
     * What the load saw.
     *
     * @param worstBefore the worst latency of short requests that were due before the upgrade began
     * @param lost acknowledged and not there afterwards; {@code null} when it could not be found out
     * @param duplicated there more than once; {@code null} when it could not be found out
     * @param slowest of short requests, the slowest first
     */
    record Figures(
            int requests,
            int failed,
            @Nullable Integer lost,
            @Nullable Integer duplicated,
            Duration worstBefore,
            Duration worst,
            Duration gap,
            Duration upgrade,
            Map<String, Integer> requestsByKind,
            Map<String, Integer> failedByKind,
            Map<String, Integer> reasons,
            List<Slow> slowest) {

        private static final int SHOWN = 10;

        static Figures of(
                TrafficReport report, Ledger.@Nullable Account account, Instant upgradeBegan, Duration upgrade) {
            return new Figures(
                    report.total(),
                    report.failed().size(),
                    account == null ? null : account.lost().size(),
                    account == null ? null : account.duplicated().size(),
                    report.dueBefore(upgradeBegan).worstLatency(),
                    report.worstLatency(),
                    report.longestGap(),
                    upgrade,
                    words(report.totals()),
                    words(report.failures()),
                    report.reasons(),
                    report.slowest(SHOWN).stream()
                            .map(exchange -> new Slow(
                                    exchange.kind().toString(),
                                    Duration.between(upgradeBegan, exchange.dueAt()),
                                    exchange.latency()))
                            .toList());
        }

        private static Map<String, Integer> words(Map<Kind, Integer> counts) {
            Map<String, Integer> words = new TreeMap<>();
            counts.forEach((kind, count) -> words.put(kind.toString(), count));
            return words;
        }
    }

    /** Whether the upgrade succeeded and everything about it is known. Only such runs are added up. */
    boolean measured() {
        return figures != null && problem.isEmpty();
    }

    /** The problem in a line. */
    String shortProblem() {
        return problem.lines().findFirst().orElse("");
    }
}
