package com.piprio.bench.backup;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** pgBackRest for the database, as a physical backup with the write-ahead log it needs; for the objects what the floor does. */
final class PgBackRest implements BackupContender {

    private static final String SERVER = "postgres";
    private static final String RESTORED = "/var/lib/postgresql/data/restored";
    private static final String PORT = "5433";

    private final BackupStage stage;
    private final String folder;

    PgBackRest(BackupStage stage) {
        this.stage = stage;
        this.folder = folder(stage.work());
    }

    private static String folder(Path work) {
        return work.resolve("pgbackrest").toString();
    }

    /** Its settings: both cores, zstd, small files in bundles, a checkpoint at once. */
    static Map<String, String> environment(Path work) {
        return new TreeMap<>(Map.of(
                "PGBACKREST_STANZA", "piprio",
                "PGBACKREST_PG1_PATH", "/var/lib/postgresql/data/17",
                "PGBACKREST_PG1_SOCKET_PATH", "/var/run/postgresql",
                "PGBACKREST_REPO1_PATH", folder(work) + "/repository",
                "PGBACKREST_REPO1_BUNDLE", "y",
                "PGBACKREST_COMPRESS_TYPE", "zst",
                "PGBACKREST_PROCESS_MAX", "2",
                "PGBACKREST_START_FAST", "y",
                "PGBACKREST_LOG_LEVEL_FILE", "off",
                "PGBACKREST_LOCK_PATH", "/tmp/pgbackrest"));
    }

    @Override
    public String name() {
        return "pgbackrest";
    }

    @Override
    public String description() {
        return "pgbackrest backup --type=full (zst, 2 processes) and rclone copy; pgbackrest restore up to a server that"
                + " answers, and rclone copy back";
    }

    @Override
    public String prepare() {
        String version = stage.inContainer("pgbackrest", "version")
                .expectExit(0)
                .stdout()
                .strip();
        stage.removeBackup(folder);
        stage.inContainer("install", "-d", "-o", SERVER, "-g", SERVER, folder).expectExit(0);
        archive("pgbackrest archive-push %p");
        stage.inContainerAs(SERVER, "pgbackrest", "stanza-create").expectExit(0);
        return version;
    }

    private void archive(String command) {
        stage.sql("postgres", "ALTER SYSTEM SET archive_command = '" + command + "'");
        stage.sql("postgres", "SELECT pg_reload_conf()");
    }

    @Override
    public void backup() {
        stage.inContainerAs(SERVER, "pgbackrest", "--type=full", "backup").expectExit(0);
        Floor.copyObjects(stage, "store:" + BackupStage.BUCKET, folder + "/objects");
        stage.inContainer("sync", "--file-system", folder).expectExit(0);
    }

    @Override
    public String folder() {
        return folder;
    }

    @Override
    public void restore() {
        archive("/bin/true");
        stage.inContainerAs(
                        SERVER,
                        "pgbackrest",
                        "--pg1-path=" + RESTORED,
                        "--type=immediate",
                        "--target-action=promote",
                        "restore")
                .expectExit(0);
        stage.inContainerAs(
                        SERVER,
                        "pg_ctl",
                        "-D",
                        RESTORED,
                        "-w",
                        "-t",
                        "600",
                        "-l",
                        "/tmp/restored.log",
                        "-o",
                        "-p " + PORT + " -c config_file=/etc/piprio/postgres/postgresql.conf -c listen_addresses="
                                + " -c archive_mode=off",
                        "start")
                .expectExit(0);
        Floor.copyObjects(stage, folder + "/objects", "store:" + BackupStage.RESTORED_BUCKET);
    }

    @Override
    public String count(BackupStage ignored, String sql) {
        return stage.inContainer(
                        "psql",
                        "-U",
                        "postgres",
                        "-p",
                        PORT,
                        "-d",
                        BackupStage.DATABASE,
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-At",
                        "-c",
                        sql)
                .expectExit(0)
                .stdout()
                .strip();
    }

    @Override
    public void cleanUp() {
        archive("/bin/true");
        // Fails when none runs.
        stage.inContainerAs(SERVER, "pg_ctl", "-D", RESTORED, "-w", "-m", "immediate", "stop");
        stage.inContainer("rm", "-rf", RESTORED).expectExit(0);
    }
}
