package com.piprio.bench.backup;

/** restic: the database as a stream that it stores itself, the objects straight from the object store's files. */
final class Restic implements BackupContender {

    private static final String DUMP = "piprio.dump";

    private final BackupStage stage;
    private final String folder;

    Restic(BackupStage stage) {
        this.stage = stage;
        this.folder = stage.work().resolve("restic").toString();
    }

    @Override
    public String name() {
        return "restic";
    }

    @Override
    public String description() {
        return "restic backup of pg_dump's output and of the object store's files (not over S3), encrypted; restic"
                + " restore, pg_restore -j2";
    }

    @Override
    public String prepare() {
        String version =
                stage.inContainer("restic", "version").expectExit(0).stdout().strip();
        stage.removeBackup(folder);
        stage.inContainer("mkdir", folder).expectExit(0);
        restic("init");
        return version;
    }

    @Override
    public void backup() {
        restic(
                "backup",
                "--stdin-filename",
                DUMP,
                "--stdin-from-command",
                "--",
                "pg_dump",
                "-U",
                BackupStage.USER,
                "-d",
                BackupStage.DATABASE,
                "-Fc",
                "-Z0");
        restic("backup", "--tag", "objects", BackupStage.OBJECTS + "/" + BackupStage.BUCKET);
    }

    @Override
    public String folder() {
        return folder + "/repository";
    }

    @Override
    public void restore() {
        restic("restore", "latest", "--path", "/" + DUMP, "--target", folder);
        stage.inContainer(
                        "pg_restore",
                        "-U",
                        BackupStage.USER,
                        "-d",
                        BackupStage.RESTORED_DATABASE,
                        "-j2",
                        "--exit-on-error",
                        folder + "/" + DUMP)
                .expectExit(0);
        restic(
                "restore",
                "latest:" + BackupStage.OBJECTS + "/" + BackupStage.BUCKET,
                "--tag",
                "objects",
                "--target",
                BackupStage.OBJECTS + "/" + BackupStage.RESTORED_BUCKET);
    }

    private void restic(String... arguments) {
        String[] argv = new String[arguments.length + 5];
        System.arraycopy(new String[] {"restic", "--quiet", "--no-cache", "--repo", folder()}, 0, argv, 0, 5);
        System.arraycopy(arguments, 0, argv, 5, arguments.length);
        stage.inContainer(argv).expectExit(0);
    }
}
