package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.time.Duration;
import java.time.Instant;

/** The way back from the newest restore: its own steps in the other direction, with the same promise. */
final class TakeBack {
    private final DatabaseSwap swap;
    private final InstallationAccess live;
    private final Persisted persisted;
    private final RestoreRecords records;

    TakeBack(DatabaseSwap swap, InstallationAccess live, Persisted persisted) {
        this.swap = swap;
        this.live = live;
        this.persisted = persisted;
        this.records = new RestoreRecords(live.backups());
    }

    /**
     * The restore that can be taken back, or has been.
     *
     * @throws OperatorException {@code NO_RESTORE} that says why there is none
     */
    RestoreRecord restore() {
        RestoreRecord record = records.all().stream()
                .filter(restore -> !replacedNothing(restore))
                .findFirst()
                .orElseThrow(() -> none(records.lastFinalized()
                        .map(last -> "the restore " + last + " was finalized: what it had replaced is gone")
                        .orElse("no restore has replaced anything here")));
        if (record.formerOid() == 0) {
            throw none("there was no database before the restore of " + record.bundle());
        }
        if (swap.name(record.formerOid()).isEmpty()) {
            throw none("the database of before the restore of " + record.bundle() + " was dropped");
        }
        return record;
    }

    /** A restore that was killed before it exchanged the databases. */
    private boolean replacedNothing(RestoreRecord record) {
        return record.state() == RestoreRecord.State.RESTORING && swap.liveOid() != record.restoredOid();
    }

    private static OperatorException none(String found) {
        return OperatorException.of(ErrorCode.NO_RESTORE, "there is no restore to take back")
                .expected("a restore that was not finalized")
                .found(found)
                .remedy("to go to a bundle: scripts/backups.sh, then scripts/restore.sh BUNDLE")
                .build();
    }

    /** The name of the database that comes back. */
    String former(RestoreRecord record) {
        return swap.name(record.formerOid()).orElseThrow();
    }

    boolean alreadyBack(RestoreRecord record) {
        return swap.liveOid() == record.formerOid();
    }

    /** Exchanges the databases unless they are already, then completes; idempotent. */
    Duration run(RestoreRecord record, Instant now, Progress progress) {
        if (record.state() == RestoreRecord.State.TAKEN_BACK) {
            return Duration.ZERO;
        }
        RestoreRecord begun = record.in(RestoreRecord.State.TAKING_BACK);
        records.save(begun);
        persisted.at(Persisted.Point.TAKE_BACK_RECORDED);
        Duration closed = alreadyBack(begun) ? Duration.ZERO : exchange(begun, now);
        persisted.at(Persisted.Point.TAKE_BACK_SWAPPED);
        new RestoreCompletion(live, persisted).back(begun, progress);
        return closed;
    }

    private Duration exchange(RestoreRecord record, Instant now) {
        String former = former(record);
        if (!swap.hasLive()) {
            swap.promote(former);
            return Duration.ZERO;
        }
        return swap.swap(former, swap.freeKeptName(now), () -> persisted.at(Persisted.Point.TAKE_BACK_FENCED));
    }
}
