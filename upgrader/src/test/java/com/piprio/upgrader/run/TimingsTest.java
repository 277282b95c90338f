package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.upgrader.run.Timings.Kind;
import com.piprio.upgrader.run.Timings.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimingsTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private final FakeTime time = new FakeTime();
    private final Timings timings = new Timings(time);

    @Test
    void measuresAlsoWhatFails() {
        Instant start = time.instant();

        assertThatThrownBy(() -> timings.measure(Kind.START, "api", () -> {
                    time.sleep(Duration.ofSeconds(3));
                    throw new IllegalStateException("never ready");
                }))
                .hasMessage("never ready");

        assertThat(timings.all()).containsExactly(new Timing(Kind.START, "api", start, Duration.ofSeconds(3)));
    }

    @Test
    void sumsTheSameKindOfOneServiceOnly() {
        timings.add(Kind.START, "worker", time.instant(), Duration.ofSeconds(4));
        timings.add(Kind.START, "worker", time.instant(), Duration.ofSeconds(6));
        timings.add(Kind.STOP, "worker", time.instant(), Duration.ofSeconds(8));
        timings.add(Kind.START, "api", time.instant(), Duration.ofSeconds(9));

        assertThat(timings.sum(Kind.START, "worker")).isEqualTo(Duration.ofSeconds(10));
        assertThat(timings.sum(Kind.HOLD, "worker")).isZero();
    }

    @Test
    void whatOverlapsIsUnavoidableOnlyOnce() {
        Instant start = time.instant();
        timings.add(Kind.START, "api", start.plusSeconds(10), Duration.ofSeconds(10));
        timings.add(Kind.BACKUP, "bundle", start, Duration.ofSeconds(4));
        timings.add(Kind.START, "worker", start.plusSeconds(12), Duration.ofSeconds(3));
        timings.add(Kind.PAUSE, "worker", start.plusSeconds(18), Duration.ofSeconds(5));
        timings.add(Kind.HOLD, "api", start, Duration.ofSeconds(60));
        timings.add(Kind.STOP, "api", start.plusSeconds(30), Duration.ofSeconds(7));

        assertThat(timings.unavoidable()).isEqualTo(Duration.ofSeconds(4 + 13));
    }

    @Test
    void withoutPartsNothingWasUnavoidable() {
        assertThat(timings.unavoidable()).isZero();
    }

    @Test
    void anUpgradeRecordsEveryKindOfPart() {
        UpgradeFixture fixture = new UpgradeFixture(directory);

        fixture.upgrade();

        assertThat(fixture.lastRun().timings().all())
                .extracting(timing -> timing.kind() + " " + timing.what())
                .containsSubsequence("BACKUP bundle", "START api", "START worker", "PAUSE worker", "START scheduler")
                .contains("DRAIN api", "STOP api", "HOLD api", "PAUSE web", "START web", "STOP worker");
    }
}
