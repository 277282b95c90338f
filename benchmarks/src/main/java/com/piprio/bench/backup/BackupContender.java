package com.piprio.bench.backup;

import java.util.List;

/**
 * A way to back up an installation's data and to bring it back. Any step may throw an {@code AssertionError} or a runtime
 * exception when it does not work; the run is then not measured, and the result says why.
 */
interface BackupContender {

    /** The floor: what the others are held against. */
    String FLOOR = "floor";

    String OURS = "ours";

    /** The names of all, in the order of the first round. */
    List<String> NAMES = List.of(OURS, FLOOR, "pgbackrest", "restic");

    /** As it is typed. */
    String name();

    /** What it does, in a line. */
    String description();

    /** What may be done once before the clock runs, such as making a repository; also says which version runs. */
    String prepare();

    /** Makes a full backup of database and objects, durable when this returns. Its time and memory are measured. */
    void backup();

    /** Where the backup lies, in the container of the database. */
    String folder();

    /** Brings both back to the empty database and bucket for it, beside the live ones. Its time is measured. */
    void restore();

    /** What the restored database says when it is asked; usually the same server as that of the live one. */
    default String count(BackupStage stage, String sql) {
        return stage.sql(BackupStage.RESTORED_DATABASE, sql);
    }

    /** Removes what the contender has started for the restored database; its data is removed for all alike. */
    default void cleanUp() {}

    /** All that there are. */
    static List<BackupContender> all(BackupStage stage) {
        return List.of(new Ours(stage), new Floor(stage), new PgBackRest(stage), new Restic(stage));
    }
}
