package com.piprio.upgrader.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:15:00Z");

    private static Optional<Duration> wish(String value) {
        return RetryAfter.in(List.of(value), NOW);
    }

    @Test
    void isANumberOfSecondsOrADate() {
        assertThat(RetryAfter.in(List.of(), NOW)).isEmpty();
        assertThat(wish("120")).contains(Duration.ofMinutes(2));
        assertThat(wish(" 0 ")).contains(Duration.ZERO);
        assertThat(wish("Tue, 24 Nov 2026 08:16:30 GMT")).contains(Duration.ofSeconds(90));
        assertThat(wish("Tue, 24 Nov 2026 08:14:00 GMT")).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999", "24 Nov"})
    void anythingElseSaysNothing(String value) {
        assertThat(wish(value)).isEmpty();
    }
}
