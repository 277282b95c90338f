package com.piprio.backup;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one restore is about to do or has done, as it is on the disk from right before the databases are exchanged until
 * {@code finalize}. Databases are known by their object ids, which a rename does not change.
 *
 * @param moment names the restore; no two of an installation have the same
 * @param bundle that was restored
 * @param formerOid the database that was live before; 0 when there was none
 * @param restoredOid the database that the restore made
 * @param safetyBundle the bundle of the state before; null when it could not be made or there was nothing to keep
 * @param uploaded objects that were missing and were added
 * @param replaced objects that are overwritten; their former contents are kept
 */
record RestoreRecord(
        Instant moment,
        BundleId bundle,
        State state,
        long formerOid,
        long restoredOid,
        @Nullable BundleId safetyBundle,
        long uploaded,
        long replaced) {

    /** How far it came, for what follows the exchange of the databases; the exchange itself is seen in the server. */
    enum State {
        RESTORING,
        RESTORED,
        TAKING_BACK,
        TAKEN_BACK
    }

    RestoreRecord in(State next) {
        return new RestoreRecord(moment, bundle, next, formerOid, restoredOid, safetyBundle, uploaded, replaced);
    }

    /** Such as {@code 20261124T081500Z}. */
    String id() {
        return BundleId.stamp(moment);
    }

    Path directory(Path backups) {
        return RestoreRecords.directory(backups, moment);
    }
}
