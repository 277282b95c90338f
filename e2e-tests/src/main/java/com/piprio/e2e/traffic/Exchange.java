package com.piprio.e2e.traffic;

import java.time.Duration;
import java.time.Instant;

/**
 * One request and what became of it.
 *
 * @param dueAt when it was to be sent, whether or not the load came to it in time
 * @param fresh whether it had a connection of its own
 * @param latency from {@code dueAt} to the end of the answer
 * @param outcome the status, or the reason why there was no answer
 */
public record Exchange(
        Kind kind, String what, boolean fresh, Instant dueAt, Duration latency, String outcome, boolean ok) {

    Instant endedAt() {
        return dueAt.plus(latency);
    }

    /** The outcome without what differs from request to request, for counting. */
    public String reason() {
        String common = outcome.matches("\\d{3}( .*)?") ? outcome.substring(0, 3) : outcome;
        return common + (fresh ? " (fresh connection)" : " (kept connection)");
    }

    @Override
    public String toString() {
        return String.format(
                "%s %-7s %s -> %s after %d ms (%s connection)",
                dueAt, kind, what, outcome, latency.toMillis(), fresh ? "fresh" : "kept");
    }
}
