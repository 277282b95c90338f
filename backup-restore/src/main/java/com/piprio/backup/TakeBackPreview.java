package com.piprio.backup;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the way back from a restore will do and what it will lose; made without changing anything.
 *
 * @param bundle that had been restored
 * @param restoredAt when
 * @param done true when it was taken back before and only the services are left to start
 * @param tables every table of either side, by name; empty when the live database cannot be read
 * @param newestRow the latest moment in any column of a live table; null when unknown
 * @param objects that get their former contents again
 */
public record TakeBackPreview(
        BundleId bundle,
        Instant restoredAt,
        boolean done,
        List<TableChange> tables,
        @Nullable Instant newestRow,
        long objects) {

    public TakeBackPreview {
        tables = List.copyOf(tables);
    }
}
