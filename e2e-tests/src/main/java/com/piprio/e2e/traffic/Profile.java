package com.piprio.e2e.traffic;

import java.time.Duration;

/**
 * How much load: requests a second of each kind, started at fixed times whether or not earlier ones were answered
 * (open loop), and an end after which nothing more is sent in any case.
 */
public record Profile(int readsPerSecond, int documentsPerSecond, int jobsPerSecond, int inFlight, Duration limit) {

    /** What two cores bear beside an upgrade. */
    public static Profile modest() {
        return new Profile(15, 4, 2, 400, Duration.ofMinutes(4));
    }
}
