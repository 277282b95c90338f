package com.piprio.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MissedTicksTest {

    private static final Instant DUE = Instant.parse("2026-11-16T08:00:00.750Z");

    private static List<Instant> ticks(int from, int to, int everySeconds) {
        return IntStream.range(from, to)
                .mapToObj(tick -> DUE.plusSeconds((long) tick * everySeconds))
                .toList();
    }

    @Test
    void aTickIsMadeAtItsTimeAndNotBefore() {
        assertThat(MissedTicks.of(DUE, 60, DUE.minusNanos(1000))).isEqualTo(new MissedTicks(List.of(), DUE));
        assertThat(MissedTicks.of(DUE, 60, DUE)).isEqualTo(new MissedTicks(List.of(DUE), DUE.plusSeconds(60)));
        assertThat(MissedTicks.of(DUE, 60, DUE.plusMillis(59_999)).due()).containsExactly(DUE);
        assertThat(MissedTicks.of(DUE, 60, DUE.plusSeconds(60)).due()).containsExactly(DUE, DUE.plusSeconds(60));
    }

    @Test
    void everyMissedTickIsOneOfItsOwn() {
        MissedTicks missed = MissedTicks.of(DUE, 2, DUE.plusSeconds(61));

        assertThat(missed.due()).isEqualTo(ticks(0, 31, 2));
        assertThat(missed.next()).isEqualTo(DUE.plusSeconds(62));
    }

    @Test
    void aTickOfExactlyAnHourAgoIsStillItsOwn() {
        assertThat(MissedTicks.of(DUE, 1800, DUE.plusSeconds(3600)).due()).isEqualTo(ticks(0, 3, 1800));
    }

    @Test
    void olderTicksAreOneTheLatestOfThem() {
        assertThat(MissedTicks.of(DUE, 1800, DUE.plusSeconds(3601)).due()).isEqualTo(ticks(0, 3, 1800));
        assertThat(MissedTicks.of(DUE, 1800, DUE.plusSeconds(5400)).due()).isEqualTo(ticks(0, 4, 1800));
        assertThat(MissedTicks.of(DUE, 1800, DUE.plusSeconds(5401)).due()).isEqualTo(ticks(1, 4, 1800));
    }

    @Test
    void aDayWithoutASchedulerIsNoFlood() {
        MissedTicks missed = MissedTicks.of(DUE, 600, DUE.plusSeconds(24 * 3600));

        assertThat(missed.due()).hasSize(8).isEqualTo(ticks(137, 145, 600));
    }

    @Test
    void aRarelyDueScheduleThatWasMissedForLongIsDueOnce() {
        MissedTicks missed = MissedTicks.of(DUE, 24 * 3600, DUE.plusSeconds(20 * 3600));

        assertThat(missed).isEqualTo(new MissedTicks(List.of(DUE), DUE.plusSeconds(24 * 3600)));
    }

    @Test
    void anHourOfSecondsIsMadeInSeveralStepsAndCompletely() {
        Instant now = DUE.plusSeconds(3600);
        List<Instant> made = new ArrayList<>();
        Instant next = DUE;
        for (int step = 0; !next.isAfter(now); step++) {
            // The clock goes on between the steps; what was within the hour at first must not fall out of it.
            MissedTicks missed = MissedTicks.of(next, 1, now.plusSeconds(step));
            assertThat(missed.due()).hasSizeLessThanOrEqualTo(MissedTicks.MOST_AT_ONCE);
            made.addAll(missed.due());
            next = missed.next();
        }
        assertThat(made).startsWith(ticks(0, 3601, 1).toArray(Instant[]::new)).doesNotHaveDuplicates();
    }

    @Test
    void stepAfterStepNoTickIsLostOrDoubledWhereverTheClockStands() {
        List<Instant> made = new ArrayList<>();
        Instant next = DUE;
        for (long millis = 0; millis <= 20_000; millis += 130) {
            MissedTicks missed = MissedTicks.of(next, 1, DUE.plusMillis(millis));
            made.addAll(missed.due());
            next = missed.next();
        }
        assertThat(made).isEqualTo(ticks(0, 20, 1));
        assertThat(next).isEqualTo(DUE.plusSeconds(20));
    }

    @Test
    void aClockThatWasSetBackMakesNoTickTwice() {
        Instant next = MissedTicks.of(DUE, 1, DUE.plusSeconds(3)).next();

        assertThat(MissedTicks.of(next, 1, DUE)).isEqualTo(new MissedTicks(List.of(), next));
    }
}
