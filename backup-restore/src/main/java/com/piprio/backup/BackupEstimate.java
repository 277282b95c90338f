package com.piprio.backup;

/**
 * What a bundle may take of the disk.
 *
 * @param databaseBytes size of the database on disk; the compressed dump is smaller in practice
 * @param objectBytes sum of the objects that no earlier bundle shares; a backup itself looks again at each of them
 */
public record BackupEstimate(long databaseBytes, long objectBytes) {
    private static final long RESERVE = 16L << 20;

    /** Free space without which a backup should not be begun: everything, a tenth on top, and a small reserve. */
    public long bytesNeeded() {
        return (databaseBytes + objectBytes) / 10 * 11 + RESERVE;
    }
}
