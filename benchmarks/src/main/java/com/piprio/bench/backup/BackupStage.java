package com.piprio.bench.backup;

import com.piprio.e2e.docker.Engine;
import com.piprio.e2e.process.CommandLine;
import com.piprio.e2e.process.Processes;
import com.piprio.e2e.process.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * The platform's own PostgreSQL and object store in two containers, and a folder for backups that is at the same path on
 * the host and in the container of the database.
 *
 * <p>The database's container comes from the image with the peers' tools, so that all of them work over the same socket.
 */
final class BackupStage implements AutoCloseable {

    static final String DATABASE = "piprio";
    static final String RESTORED_DATABASE = "piprio_restored";
    static final String BUCKET = "piprio-documents";
    static final String RESTORED_BUCKET = "piprio-restored";
    static final String USER = "piprio";
    /** The object store's volume in the container of the database: restic reads files. */
    static final String OBJECTS = "/objects";

    static final Duration LIMIT = Duration.ofHours(2);

    private static final String LABEL = "com.piprio.bench=backup";
    private static final String DATABASE_IMAGE = "piprio-build/backup-peers:dev";
    private static final String STORE_IMAGE = "piprio-build/object-store:1";
    private static final Path CACHES = Path.of("/proc/sys/vm/drop_caches");

    private final Path root;
    private final Path work;
    private final String password = UUID.randomUUID().toString();
    private final String accessKey = "piprio";
    private final String secretKey = UUID.randomUUID().toString();
    private final String store;
    private final String storeAddress;
    private final String database;
    private final String databaseAddress;

    private BackupStage(Path root) {
        this.root = root;
        this.work = root.resolve("benchmarks/target/backup-work");
        emptyWork();
        docker(Map.of(), "volume", "create", "--label", LABEL, "piprio-bench-objects");
        docker(Map.of(), "volume", "create", "--label", LABEL, "piprio-bench-database");
        store = start(
                Map.of("PIPRIO_S3_ACCESS_KEY", accessKey, "PIPRIO_S3_SECRET_KEY", secretKey),
                List.of("--volume", "piprio-bench-objects:/data"),
                STORE_IMAGE);
        storeAddress = address(store);
        Map<String, String> environment = new TreeMap<>(Map.of(
                "PIPRIO_DB_PASSWORD",
                password,
                "RCLONE_CONFIG_STORE_TYPE",
                "s3",
                "RCLONE_CONFIG_STORE_PROVIDER",
                "Other",
                "RCLONE_CONFIG_STORE_ENDPOINT",
                "http://" + storeAddress + ":9000",
                "RCLONE_CONFIG_STORE_ACCESS_KEY_ID",
                accessKey,
                "RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY",
                secretKey,
                "RESTIC_PASSWORD",
                UUID.randomUUID().toString()));
        environment.putAll(PgBackRest.environment(work));
        database = start(
                environment,
                List.of(
                        "--volume",
                        "piprio-bench-database:/var/lib/postgresql/data",
                        "--volume",
                        "piprio-bench-objects:" + OBJECTS,
                        "--volume",
                        work + ":" + work,
                        "--shm-size",
                        "128m"),
                DATABASE_IMAGE);
        awaitHealthy(store);
        awaitHealthy(database);
        allowArchiving();
        databaseAddress = address(database);
    }

    /** pgBackRest needs it, and it needs a restart. The log is archived only while pgBackRest is measured. */
    private void allowArchiving() {
        sql("postgres", "ALTER SYSTEM SET archive_mode = on");
        sql("postgres", "ALTER SYSTEM SET archive_command = '/bin/true'");
        docker(Map.of(), "restart", "--time", "30", database);
        awaitHealthy(database);
    }

    /** Builds the images that are missing, removes what a killed benchmark left, and starts both servers. */
    static BackupStage set(Path root) {
        Engine.requireDocker();
        removeEverything();
        Runtime.getRuntime().addShutdownHook(new Thread(BackupStage::removeEverything, "clean up"));
        Processes.run(CommandLine.of(root.resolve("scripts/build-images.sh").toString(), "object-store", "backup-peers")
                        .in(root)
                        .within(Duration.ofMinutes(20)))
                .expectExit(0);
        return new BackupStage(root);
    }

    Path root() {
        return root;
    }

    /** Where backups go; the same path in the container of the database. */
    Path work() {
        return work;
    }

    String database() {
        return database;
    }

    /** Ids of the containers of both servers. */
    Set<String> containers() {
        return Set.of(database, store);
    }

    String databaseAddress() {
        return databaseAddress;
    }

    String password() {
        return password;
    }

    String storeEndpoint() {
        return "http://" + storeAddress + ":9000";
    }

    String accessKey() {
        return accessKey;
    }

    String secretKey() {
        return secretKey;
    }

    /** Runs a program in the database's container, as root: it may read and write every file there. */
    Run inContainer(String... argv) {
        return inContainerAs("0", argv);
    }

    Run inContainerAs(String user, String... argv) {
        List<String> arguments = new ArrayList<>(List.of("exec", "--user", user, database));
        arguments.addAll(List.of(argv));
        return Engine.docker(LIMIT, arguments);
    }

    /** One value, by a superuser. */
    String sql(String databaseName, String sql) {
        return inContainer("psql", "-U", "postgres", "-d", databaseName, "-v", "ON_ERROR_STOP=1", "-At", "-c", sql)
                .expectExit(0)
                .stdout()
                .strip();
    }

    /** An empty database and no bucket, for a restore to fill. */
    void emptyRestored() {
        sql("postgres", "DROP DATABASE IF EXISTS " + RESTORED_DATABASE + " WITH (FORCE)");
        for (String left : sql(
                        "postgres",
                        "SELECT datname FROM pg_database WHERE datname LIKE '" + RESTORED_DATABASE + "\\_%'")
                .lines()
                .toList()) {
            sql("postgres", "DROP DATABASE \"" + left + "\" WITH (FORCE)");
        }
        sql("postgres", "CREATE DATABASE " + RESTORED_DATABASE + " OWNER " + USER + " TEMPLATE template0");
        inContainer("rm", "-rf", OBJECTS + "/" + RESTORED_BUCKET).expectExit(0);
    }

    /** Number and bytes of the objects of a bucket, as the object store keeps them. */
    String holdings(String bucket) {
        LongSummaryStatistics sizes = inContainer("find", OBJECTS + "/" + bucket, "-type", "f", "-printf", "%s\\n")
                .expectExit(0)
                .stdout()
                .lines()
                .collect(Collectors.summarizingLong(Long::parseLong));
        return sizes.getCount() + " objects of " + sizes.getSum() + " bytes";
    }

    /** Apparent size of everything below a folder. */
    long bytes(String folder) {
        String output = inContainer("du", "-sb", folder).expectExit(0).stdout();
        return Long.parseLong(output.substring(0, output.indexOf('\t')));
    }

    /** Writes out what is dirty and forgets what is clean, so that every run reads from the disk; false if it may not. */
    boolean emptyPageCache() {
        Processes.run(CommandLine.of("sync").within(Duration.ofMinutes(5))).expectExit(0);
        try {
            Files.writeString(CACHES, "3");
            return true;
        } catch (IOException notRoot) {
            return false;
        }
    }

    /** What contenders left in the folder for backups. */
    void removeBackup(String folder) {
        inContainer("rm", "-rf", folder).expectExit(0);
    }

    private static String start(Map<String, String> environment, List<String> options, String image) {
        List<String> argv = new ArrayList<>(List.of("run", "--detach", "--init", "--label", LABEL));
        // Only names are arguments; docker takes the values from its own environment.
        environment.keySet().forEach(name -> argv.addAll(List.of("--env", name)));
        argv.addAll(options);
        argv.add(image);
        return docker(environment, argv.toArray(String[]::new));
    }

    private static String docker(Map<String, String> environment, String... arguments) {
        return Processes.run(CommandLine.of("docker")
                        .with(List.of(arguments))
                        .with(environment)
                        .within(Duration.ofMinutes(2)))
                .expectExit(0)
                .stdout()
                .strip();
    }

    private static String address(String container) {
        return docker(
                Map.of(), "inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", container);
    }

    private static void awaitHealthy(String container) {
        Awaitility.await("a server is healthy")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> docker(Map.of(), "inspect", "--format", "{{.State.Health.Status}}", container)
                        .equals("healthy"));
    }

    private void emptyWork() {
        try {
            Files.createDirectories(work);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + work, e);
        }
    }

    @Override
    public void close() {
        inContainer("find", work.toString(), "-mindepth", "1", "-delete");
        removeEverything();
    }

    private static void removeEverything() {
        for (String container : docker(Map.of(), "ps", "-aq", "--filter", "label=" + LABEL)
                .lines()
                .toList()) {
            Engine.docker(Duration.ofMinutes(1), List.of("rm", "--force", "--volumes", container));
        }
        for (String volume : docker(Map.of(), "volume", "ls", "-q", "--filter", "label=" + LABEL)
                .lines()
                .toList()) {
            Engine.docker(Duration.ofMinutes(1), List.of("volume", "rm", volume));
        }
    }
}
