package com.piprio.backup;

/**
 * Rows of one table now and after a restore; 0 where the table does not exist.
 *
 * @param live rows now
 * @param bundle rows after the restore
 */
public record TableChange(String table, long live, long bundle) {}
