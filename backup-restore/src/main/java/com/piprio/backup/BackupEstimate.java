package com.piprio.backup;

/**
 * How large a bundle may become.
 *
 * @param databaseBytes size of the database on disk; the compressed dump is smaller in practice
 * @param objectBytes sum of all objects; equal contents are stored once
 */
public record BackupEstimate(long databaseBytes, long objectCount, long objectBytes) {
    private static final long RESERVE = 16L << 20;

    /** Free space without which a backup is not begun: everything, a tenth on top, and a small reserve. */
    public long bytesNeeded() {
        return (databaseBytes + objectBytes) / 10 * 11 + RESERVE;
    }
}
