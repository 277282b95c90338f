package com.piprio.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DueSchedulesTest {

    private static final Instant DUE = Instant.parse("2026-11-16T08:00:00.750Z");

    @Test
    void theNextTickIsOnePeriodLater() {
        assertThat(DueSchedules.next(DUE, 60, DUE)).isEqualTo(DUE.plusSeconds(60));
        assertThat(DueSchedules.next(DUE, 60, DUE.plusSeconds(59))).isEqualTo(DUE.plusSeconds(60));
    }

    @Test
    void missedTicksCollapseIntoOne() {
        assertThat(DueSchedules.next(DUE, 60, DUE.plusSeconds(3599))).isEqualTo(DUE.plusSeconds(3600));
    }

    @Test
    void theNextTickAlwaysLiesAhead() {
        for (long millis = 0; millis <= 5000; millis += 50) {
            Instant now = DUE.plusMillis(millis);
            assertThat(DueSchedules.next(DUE, 1, now)).isAfter(now).isBeforeOrEqualTo(now.plusSeconds(1));
        }
    }
}
