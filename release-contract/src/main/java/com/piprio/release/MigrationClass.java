package com.piprio.release;

/** Whether the releases before a migration go on working once it has been applied. */
public enum MigrationClass {
    /** They do. */
    ONLINE,
    /** They do not, and refuse to start. */
    OFFLINE
}
