package com.piprio.upgrader.run;

import com.piprio.upgrader.platform.Backups;

/**
 * Room for the bundle that an upgrade makes first.
 *
 * @param needed bytes, with a reserve
 * @param free bytes
 */
public record DiskRoom(long needed, long free) {
    /** Beside the bundle: logs, the journal, and PostgreSQL's own work during migrations. */
    private static final long RESERVE = 256L << 20;

    /** @throws com.piprio.operator.OperatorException when database or object store do not answer */
    public static DiskRoom look(Backups backups) {
        return new DiskRoom(backups.bytesNeeded() + RESERVE, backups.bytesFree());
    }

    public boolean suffices() {
        return free >= needed;
    }
}
