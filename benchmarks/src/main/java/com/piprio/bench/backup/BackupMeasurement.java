package com.piprio.bench.backup;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One round of one contender.
 *
 * @param figures null when it was not measured
 * @param problem why not; empty when it was
 */
record BackupMeasurement(
        String contender, int round, @Nullable Figures figures, String problem) {

    /**
     * What was measured.
     *
     * @param bytes of the backup as it lies on the disk
     * @param peakRssMb the larger of those of backup and restore
     */
    record Figures(Duration backup, Duration restore, long bytes, double peakRssMb) {}

    static BackupMeasurement failed(String contender, int round, Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return new BackupMeasurement(contender, round, null, failure.getClass().getSimpleName() + ": " + message);
    }

    /** In a line. */
    String shortProblem() {
        return problem.lines().findFirst().orElse("");
    }
}
