package com.piprio.upgrader.availability;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What clients noticed of a run.
 *
 * @param total all requests
 * @param reasons why requests failed, with their number
 * @param steps the same by step, in the order in which they ran; a request belongs to the step in which it was due
 * @param problem why nothing or not all was measured; null when all was
 */
public record Availability(
        Count total,
        Map<String, Long> reasons,
        List<StepCount> steps,
        @Nullable String problem) {
    static final Duration SLOW = Duration.ofSeconds(1);

    public Availability {
        reasons = Map.copyOf(reasons);
        steps = List.copyOf(steps);
    }

    /** A measurement that never began. */
    public static Availability notMeasured(String problem) {
        return new Availability(Count.NONE, Map.of(), List.of(), problem);
    }

    /** False when there is nothing to tell but the problem. */
    public boolean measured() {
        return total.requests() > 0;
    }

    /**
     * Requests of one step.
     *
     * @param step its name
     * @param count its requests; the gap is the part of it that lies within the step
     */
    public record StepCount(String step, Count count) {}

    /**
     * Requests and how they fared.
     *
     * @param requests all that were due: answered, failed and unanswered
     * @param ok answered as they should
     * @param maintenance answered with an announced maintenance
     * @param failed refused, lost, or answered with something else
     * @param unanswered still waiting when the run ended
     * @param longestGap longest time without an answer to the API or to the web page
     * @param worstLatency longest time from when a request was due to its end
     */
    public record Count(
            long requests,
            long ok,
            long maintenance,
            long failed,
            long unanswered,
            Duration longestGap,
            Duration worstLatency) {
        static final Count NONE = new Count(0, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO);

        /** True when a client may have noticed something. */
        public boolean noticeable() {
            return ok < requests || longestGap.compareTo(SLOW) > 0 || worstLatency.compareTo(SLOW) > 0;
        }
    }
}
