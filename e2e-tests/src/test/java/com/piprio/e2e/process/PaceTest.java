package com.piprio.e2e.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    private static final Pace QUICK = pace(200, 200, 200);

    private static Pace pace(long... millis) {
        Iterator<Long> next = Arrays.stream(millis).iterator();
        return Pace.ofThree(
                () -> new Run(CommandLine.of("check"), 0, "", "", Instant.EPOCH, Duration.ofMillis(next.next())));
    }

    @Test
    void oneRunThatWasDisturbedDoesNotCount() {
        assertThatCode(() -> pace(1_200, 9_000, 2_999).expectBelow(LIMIT, 7, QUICK))
                .doesNotThrowAnyException();
    }

    @Test
    void twoSlowRunsDo() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> pace(3_000, 1_000, 4_000).expectBelow(LIMIT, 7, QUICK))
                .withMessage("expected a median below PT3S or 7 times PT0.2S, but the runs took [PT1S, PT3S, PT4S]");
    }

    @Test
    void aSlowMachineIsNoSlowProgram() {
        Pace slow = pace(600, 600, 600);

        assertThatCode(() -> pace(4_100, 4_100, 4_100).expectBelow(LIMIT, 7, slow))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> pace(4_200, 4_200, 4_200).expectBelow(LIMIT, 7, slow));
    }
}
