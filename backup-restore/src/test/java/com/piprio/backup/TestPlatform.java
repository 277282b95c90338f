package com.piprio.backup;

import com.piprio.compose.Command;
import com.piprio.compose.DockerEngine;
import com.piprio.compose.Input;
import com.piprio.compose.Output;
import com.piprio.compose.ProcessResult;
import com.piprio.compose.SystemProcessRunner;
import com.piprio.operator.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The platform's own PostgreSQL and object store in containers that live as long as this JVM. */
final class TestPlatform {
    private static final String PASSWORD = "pass word'\"$\\1";
    private static final Secret ACCESS_KEY = new Secret("piprio");
    private static final Secret SECRET_KEY = new Secret("s3-" + UUID.randomUUID());
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private static final SystemProcessRunner RUNNER = new SystemProcessRunner();
    static final DockerEngine DOCKER = new DockerEngine(RUNNER);
    private static final TestPlatform INSTANCE = new TestPlatform();

    private final String postgres;
    private final String objectStore;

    private TestPlatform() {
        run(Duration.ofMinutes(10), Map.of(), "../scripts/build-images.sh", "postgres", "object-store");
        postgres = start(Map.of("PIPRIO_DB_PASSWORD", PASSWORD), "piprio-build/postgres:17");
        objectStore = start(
                Map.of("PIPRIO_S3_ACCESS_KEY", ACCESS_KEY.value(), "PIPRIO_S3_SECRET_KEY", SECRET_KEY.value()),
                "piprio-build/object-store:1");
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> run(
                        Duration.ofMinutes(1),
                        Map.of(),
                        "docker",
                        "rm",
                        "--force",
                        "--volumes",
                        postgres,
                        objectStore)));
        awaitHealthy(postgres);
        awaitHealthy(objectStore);
    }

    static TestPlatform instance() {
        return INSTANCE;
    }

    /** A PostgreSQL of its own, for a test that needs other settings; gone with this JVM. */
    static DatabaseAccess separateDatabase(List<String> settings) {
        String container = start(Map.of("PIPRIO_DB_PASSWORD", PASSWORD), "piprio-build/postgres:17");
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> run(Duration.ofMinutes(1), Map.of(), "docker", "rm", "--force", "--volumes", container)));
        awaitHealthy(container);
        settings.forEach(setting -> superuser(container, "postgres", "ALTER SYSTEM SET " + setting));
        run(Duration.ofMinutes(1), Map.of(), "docker", "restart", container);
        awaitHealthy(container);
        return new DatabaseAccess(address(container), 5432, "piprio", "piprio", new Secret(PASSWORD), container);
    }

    private static String start(Map<String, String> environment, String image) {
        List<String> argv = new java.util.ArrayList<>(
                List.of("docker", "run", "--detach", "--label", "com.piprio.test=backup-restore"));
        // Only names are arguments; docker takes the values from its own environment.
        environment.keySet().forEach(name -> argv.addAll(List.of("--env", name)));
        argv.add(image);
        return run(Duration.ofMinutes(1), environment, argv.toArray(String[]::new));
    }

    private static String run(Duration limit, Map<String, String> environment, String... argv) {
        ProcessResult result = RUNNER.run(Command.of(limit, argv).withEnvironment(environment));
        if (!result.ok()) {
            throw new AssertionError(String.join(" ", argv) + ": " + result.summary());
        }
        return result.stdout().strip();
    }

    private static void awaitHealthy(String container) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        String format = "{{.State.Health.Status}}";
        while (!run(Duration.ofSeconds(20), Map.of(), "docker", "inspect", "--format", format, container)
                .equals("healthy")) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not healthy: " + DOCKER.logs(container, 20));
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static String address(String container) {
        return run(
                Duration.ofSeconds(20),
                Map.of(),
                "docker",
                "inspect",
                "--format",
                "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
                container);
    }

    DatabaseAccess database(String name) {
        return new DatabaseAccess(address(postgres), 5432, name, "piprio", new Secret(PASSWORD), postgres);
    }

    ObjectStoreAccess objectStore(String bucket) {
        return new ObjectStoreAccess(
                URI.create("http://" + address(objectStore) + ":9000"), bucket, ACCESS_KEY, SECRET_KEY);
    }

    InstallationAccess installation(String database, String bucket, Map<String, Path> configuration, Path backups) {
        return new InstallationAccess(
                database(database),
                objectStore(bucket),
                DOCKER,
                BundleFixture.DEPLOYMENT,
                BundleFixture.DOMAIN,
                "1.4.0",
                configuration,
                backups,
                new BundleKeys(backups.getParent()));
    }

    /** Runs SQL as the superuser, whom the tools under test never are. */
    String superuser(String database, String sql) {
        return superuser(postgres, database, sql);
    }

    static String superuser(String container, String database, String sql) {
        ProcessResult result = DOCKER.exec(
                container,
                List.of("psql", "-U", "postgres", "-d", database, "-v", "ON_ERROR_STOP=1", "-At", "-c", sql),
                Input.none(),
                Output.text(),
                Duration.ofMinutes(1));
        if (!result.ok()) {
            throw new AssertionError(result.summary());
        }
        return result.stdout().strip();
    }
}
