package com.piprio.e2e.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made of single exchanges. */
class TrafficReportTest {

    private static final Instant START = Instant.parse("2026-11-16T10:00:00Z");

    private static Exchange exchange(Kind kind, int atMillis, int latencyMillis, String outcome) {
        return new Exchange(
                kind,
                "GET /",
                true,
                START.plusMillis(atMillis),
                Duration.ofMillis(latencyMillis),
                outcome,
                outcome.equals("200"));
    }

    private static TrafficReport report(Exchange... exchanges) {
        return new TrafficReport(List.of(exchanges));
    }

    @Test
    void aGapLastsFromOneGoodAnswerToTheNext() {
        TrafficReport report = report(
                exchange(Kind.READ, 0, 10, "200"),
                exchange(Kind.READ, 1000, 10, "503 busy"),
                exchange(Kind.READ, 2000, 10, "200"),
                exchange(Kind.READ, 2500, 10, "200"));
        assertThat(report.longestGap()).isEqualTo(Duration.ofMillis(2000));
    }

    @Test
    void anOutageThatNeverEndsIsAGapToTheEnd() {
        TrafficReport report = report(
                exchange(Kind.READ, 0, 10, "200"),
                exchange(Kind.READ, 1000, 10, "503"),
                exchange(Kind.READ, 9000, 10, "503"));
        assertThat(report.longestGap()).isEqualTo(Duration.ofMillis(9000));
    }

    @Test
    void anOutageFromTheBeginningIsAGap() {
        TrafficReport report = report(exchange(Kind.READ, 0, 10, "503"), exchange(Kind.READ, 3000, 10, "200"));
        assertThat(report.longestGap()).isEqualTo(Duration.ofMillis(3010));
    }

    @Test
    void slowKindsNeitherFillAGapNorCountAsSlow() {
        TrafficReport report = report(
                exchange(Kind.READ, 0, 10, "200"),
                exchange(Kind.STREAM, 0, 10_000, "200"),
                exchange(Kind.WAIT, 0, 5_000, "200"),
                exchange(Kind.READ, 12_000, 10, "200"));
        assertThat(report.longestGap()).isEqualTo(Duration.ofMillis(12_000));
        assertThat(report.worstLatency()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void reasonsAreCountedWithoutWhatDiffers() {
        TrafficReport report = report(
                exchange(Kind.READ, 0, 10, "503 first"),
                exchange(Kind.READ, 1, 10, "503 second"),
                exchange(Kind.READ, 2, 10, "Connection reset"));
        assertThat(report.reasons())
                .containsEntry("503 (fresh connection)", 2)
                .containsEntry("Connection reset (fresh connection)", 1);
    }
}
