package com.piprio.upgrader.availability;

import com.piprio.upgrader.report.StepTimes;
import java.util.function.Consumer;

/** Measures what clients notice of one run. */
@FunctionalInterface
public interface AvailabilityMeter {

    /**
     * Begins to measure; never throws and never blocks for long.
     *
     * @param steps when which step ran
     * @param log takes a line for each request that failed or was slow; called from other threads
     */
    Measurement start(StepTimes steps, Consumer<String> log);

    /** A measurement under way. */
    @FunctionalInterface
    interface Measurement {

        /**
         * Ends the measurement and gives what was seen; never throws. Requests under way are waited for a few seconds.
         * Called again it gives the same.
         */
        Availability end();
    }
}
