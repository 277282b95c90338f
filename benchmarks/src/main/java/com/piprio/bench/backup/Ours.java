package com.piprio.bench.backup;

import com.piprio.e2e.process.CommandLine;
import com.piprio.e2e.process.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Our backup and restore in a process of its own, with the Java options of the kit's scripts. It makes, hashes, verifies
 * and decodes the bundle; the restore verifies it before, as the command does.
 */
final class Ours implements BackupContender {

    private final BackupStage stage;
    private final Path folder;
    private final Path script;

    Ours(BackupStage stage) {
        this.stage = stage;
        this.folder = stage.work().resolve("ours");
        this.script = stage.root().resolve("scripts/lib/upgrader.sh");
    }

    /** Those that the kit's scripts start the upgrader with for a backup or a restore. */
    static List<String> javaOptions(Path script, String command) {
        List<String> options = Processes.run(CommandLine.of(
                        "bash",
                        "-euc",
                        "source \"$1\"; set_java_options \"$2\"; printf '%s\\n' \"${java_options[@]}\"",
                        "bash",
                        script.toString(),
                        command))
                .expectExit(0)
                .stdout()
                .lines()
                .toList();
        if (options.isEmpty()) {
            throw new AssertionError(script + " does not say how it starts Java");
        }
        return options;
    }

    @Override
    public String name() {
        return OURS;
    }

    @Override
    public String description() {
        return "create-backup with its verification up to the decoded dump; restore with its checks and the swap";
    }

    @Override
    public String prepare() {
        stage.removeBackup(folder.toString());
        try {
            Files.createDirectories(folder.resolve("installation/config"));
            Files.writeString(folder.resolve("installation/.env"), "PIPRIO_VERSION=1.5.0\n");
            Files.writeString(folder.resolve("installation/docker-compose.onprem.yml"), "services: {}\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder, e);
        }
        return "Java " + Runtime.version().feature() + " " + String.join(" ", javaOptions(script, BundleRun.BACKUP));
    }

    @Override
    public void backup() {
        run(BundleRun.BACKUP, BackupStage.DATABASE, BackupStage.BUCKET);
    }

    @Override
    public String folder() {
        return folder.resolve("backups").toString();
    }

    @Override
    public void restore() {
        run(BundleRun.RESTORE, BackupStage.RESTORED_DATABASE, BackupStage.RESTORED_BUCKET);
    }

    private void run(String verb, String database, String bucket) {
        Map<String, String> environment = new TreeMap<>(Map.of(
                "BENCH_DATABASE_HOST", stage.databaseAddress(),
                "BENCH_DATABASE", database,
                "BENCH_DATABASE_USER", BackupStage.USER,
                "BENCH_DATABASE_PASSWORD", stage.password(),
                "BENCH_DATABASE_CONTAINER", stage.database(),
                "BENCH_STORE", stage.storeEndpoint(),
                "BENCH_BUCKET", bucket,
                "BENCH_ACCESS_KEY", stage.accessKey(),
                "BENCH_SECRET_KEY", stage.secretKey(),
                "BENCH_FOLDER", folder.toString()));
        // What the kit's script would choose: the Java that runs this.
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Processes.run(CommandLine.of(java.toString())
                        .with(javaOptions(script, verb))
                        .with(List.of("-cp", System.getProperty("java.class.path"), BundleRun.class.getName(), verb))
                        .with(environment)
                        .within(BackupStage.LIMIT))
                .expectExit(0);
    }
}
