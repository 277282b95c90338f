package com.piprio.backup;

import java.time.Duration;

/**
 * What a restore for practice has shown.
 *
 * @param took all of it, the proof of the bundle included
 * @param rows that came back, in all tables
 * @param objects whose contents were compared with the key that a restored row names
 */
public record DrillReport(Bundle bundle, Duration took, long rows, long objects) {}
