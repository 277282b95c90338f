package com.piprio.backup;

import java.nio.file.Path;
import java.time.Instant;

/** Pins that keep the bundle which a restore took of the state before, as long as that restore can be taken back. */
final class SafetyPins {
    private static final String PREFIX = "restore_";

    private SafetyPins() {}

    private static String reason(Instant restore) {
        return RestoreRecords.name(restore);
    }

    static void pin(Path backups, BundleId bundle, Instant restore) {
        new BundleStates(backups).pin(bundle, reason(restore), restore);
    }

    /** Takes away the pins of restores that are no more. */
    static void dropStale(Path backups, RestoreRecords records) {
        BundleStates states = new BundleStates(backups);
        for (BundleId bundle : states.known()) {
            for (String reason : states.of(bundle).pins().keySet()) {
                if (reason.startsWith(PREFIX) && !records.exists(reason)) {
                    states.unpin(bundle, reason);
                }
            }
        }
    }
}
