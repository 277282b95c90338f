package com.piprio.bench.backup;

/**
 * What no backup of this kind can do without: every row and every object is read once and written once. It proves
 * nothing, hashes nothing, and its two parts do not fit each other while the platform runs.
 */
final class Floor implements BackupContender {

    private final BackupStage stage;
    private final String folder;

    Floor(BackupStage stage) {
        this.stage = stage;
        this.folder = stage.work().resolve("floor").toString();
    }

    @Override
    public String name() {
        return FLOOR;
    }

    @Override
    public String description() {
        return "pg_dump -Fd -j2 -Z zstd, then rclone copy of the bucket, then sync; pg_restore -j2 and rclone copy back";
    }

    @Override
    public String prepare() {
        return stage.inContainer("pg_dump", "--version").expectExit(0).stdout().strip() + ", "
                + stage.inContainer("rclone", "version")
                        .expectExit(0)
                        .stdout()
                        .lines()
                        .findFirst()
                        .orElse("");
    }

    @Override
    public void backup() {
        stage.inContainer("mkdir", folder).expectExit(0);
        stage.inContainer(
                        "pg_dump",
                        "-U",
                        BackupStage.USER,
                        "-d",
                        BackupStage.DATABASE,
                        "-Fd",
                        "-j2",
                        "-Z",
                        "zstd",
                        "-f",
                        folder + "/db")
                .expectExit(0);
        copyObjects(stage, "store:" + BackupStage.BUCKET, folder + "/objects");
        stage.inContainer("sync", "--file-system", folder).expectExit(0);
    }

    @Override
    public String folder() {
        return folder;
    }

    @Override
    public void restore() {
        stage.inContainer(
                        "pg_restore",
                        "-U",
                        BackupStage.USER,
                        "-d",
                        BackupStage.RESTORED_DATABASE,
                        "-j2",
                        "--exit-on-error",
                        folder + "/db")
                .expectExit(0);
        copyObjects(stage, folder + "/objects", "store:" + BackupStage.RESTORED_BUCKET);
    }

    /** Eight at a time, nothing compared: a plain copy between a folder and a bucket. */
    static void copyObjects(BackupStage stage, String from, String to) {
        stage.inContainer(
                        "rclone",
                        "copy",
                        "--transfers",
                        "8",
                        "--checkers",
                        "8",
                        "--no-traverse",
                        "--ignore-checksum",
                        "--s3-no-head",
                        "--s3-disable-checksum",
                        "--use-server-modtime",
                        "--no-update-modtime",
                        "--retries",
                        "1",
                        "--config",
                        "/dev/null",
                        from,
                        to)
                .expectExit(0);
    }
}
