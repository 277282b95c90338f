package com.piprio.e2e.traffic;

import java.time.Duration;
import java.time.Instant;

/**
 * One request and what became of it.
 *
 * @param kind what it was for, such as {@code read} or {@code upload}
 * @param outcome the status, or the exception's name when there was no answer
 */
public record Exchange(String kind, String what, Instant startedAt, Duration latency, String outcome, boolean ok) {

    Instant endedAt() {
        return startedAt.plus(latency);
    }

    @Override
    public String toString() {
        return String.format("%s %-6s %s -> %s after %d ms", startedAt, kind, what, outcome, latency.toMillis());
    }
}
