package com.piprio.backup;

import com.piprio.operator.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** A backup or a restore in a process of its own; writes down how much memory that had at most. */
public final class BackupRun {
    static final String BACKUP = "backup";
    static final String RESTORE = "restore";

    private BackupRun() {}

    /** What the process needs to reach the same installation. */
    static Map<String, String> environment(InstallationAccess access, Path folder) {
        DatabaseAccess database = access.database();
        ObjectStoreAccess store = access.objectStore();
        return Map.of(
                "RUN_FOLDER", folder.toString(),
                "RUN_HOST", database.host(),
                "RUN_DATABASE", database.name(),
                "RUN_PASSWORD", database.password().value(),
                "RUN_CONTAINER", database.container(),
                "RUN_STORE", store.endpoint().toString(),
                "RUN_BUCKET", store.bucket(),
                "RUN_ACCESS_KEY", store.accessKey().value(),
                "RUN_SECRET_KEY", store.secretKey().value());
    }

    public static void main(String[] arguments) throws IOException {
        InstallationAccess access = access(Path.of(variable("RUN_FOLDER")));
        BundleId id = new BundleId(arguments[1]);
        if (arguments[0].equals(BACKUP)) {
            Bundle made = new BackupCreator().create(id, access, Progress.none());
            new BundleStates(access.backups()).verified(id, made.level(), Instant.now());
        } else {
            Restore restore = new Restore();
            restore.run(
                    restore.preview(
                            access.backups().resolve(id.value()),
                            access,
                            TestInstallation.NEWEST_SCHEMA,
                            Progress.none()),
                    BundleFixture.DOMAIN,
                    Progress.none());
        }
        String peak = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.replaceAll("\\D", ""))
                .findFirst()
                .orElseThrow();
        Files.writeString(Path.of(arguments[2]), peak + "\n");
    }

    private static InstallationAccess access(Path folder) {
        return new InstallationAccess(
                new DatabaseAccess(
                        variable("RUN_HOST"),
                        5432,
                        variable("RUN_DATABASE"),
                        "piprio",
                        new Secret(variable("RUN_PASSWORD")),
                        variable("RUN_CONTAINER")),
                new ObjectStoreAccess(
                        URI.create(variable("RUN_STORE")),
                        variable("RUN_BUCKET"),
                        new Secret(variable("RUN_ACCESS_KEY")),
                        new Secret(variable("RUN_SECRET_KEY"))),
                new com.piprio.compose.DockerEngine(new com.piprio.compose.SystemProcessRunner()),
                BundleFixture.DEPLOYMENT,
                BundleFixture.DOMAIN,
                "1.4.0",
                InstallationAccess.configurationOf(folder),
                folder.resolve("backups"),
                new BundleKeys(folder));
    }

    private static String variable(String name) {
        return java.util.Objects.requireNonNull(System.getenv(name), name);
    }
}
