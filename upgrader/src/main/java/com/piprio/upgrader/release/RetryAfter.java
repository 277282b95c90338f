package com.piprio.upgrader.release;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** The header {@code Retry-After}: seconds, or a date as HTTP writes it (RFC 9110, 10.2.3). */
final class RetryAfter {
    private RetryAfter() {}

    /**
     * How long from now; zero for a time that has passed, empty when nothing can be understood.
     *
     * @param values of the header, of which the first counts
     */
    static Optional<Duration> in(List<String> values, Instant now) {
        return values.stream().findFirst().map(String::strip).flatMap(value -> wish(value, now));
    }

    private static Optional<Duration> wish(String value, Instant now) {
        if (value.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant then = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
            return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
