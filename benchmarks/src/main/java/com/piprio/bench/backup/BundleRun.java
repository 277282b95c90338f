package com.piprio.bench.backup;

import com.piprio.backup.BackupCreator;
import com.piprio.backup.Bundle;
import com.piprio.backup.BundleId;
import com.piprio.backup.BundleKeys;
import com.piprio.backup.BundleListing;
import com.piprio.backup.Bundles;
import com.piprio.backup.DatabaseAccess;
import com.piprio.backup.InstallationAccess;
import com.piprio.backup.ObjectStoreAccess;
import com.piprio.backup.Progress;
import com.piprio.backup.Restore;
import com.piprio.compose.DockerEngine;
import com.piprio.compose.SystemProcessRunner;
import com.piprio.operator.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The child process in which {@link Ours} is measured; everything it needs is in its environment. */
public final class BundleRun {

    static final String BACKUP = "backup";
    static final String RESTORE = "restore";

    private static final String DOMAIN = "docs.example.org";
    private static final String DEPLOYMENT = "00000000-0000-4000-8000-000000000001";

    private BundleRun() {}

    public static void main(String[] arguments) {
        InstallationAccess access = access();
        switch (arguments[0]) {
            case BACKUP -> new BackupCreator().create(BundleId.at(Instant.now()), access, Progress.none());
            case RESTORE -> {
                List<BundleListing> bundles = new Bundles(access.backups()).list();
                Bundle bundle = bundles.get(0).bundle();
                if (bundle == null) {
                    throw new IllegalStateException(String.valueOf(bundles.get(0)));
                }
                Restore restore = new Restore();
                restore.run(
                        restore.preview(
                                bundle.directory(), access, bundle.manifest().schemaVersion(), Progress.none()),
                        DOMAIN,
                        Progress.none());
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static InstallationAccess access() {
        Path folder = Path.of(environment("BENCH_FOLDER"));
        return new InstallationAccess(
                new DatabaseAccess(
                        environment("BENCH_DATABASE_HOST"),
                        5432,
                        environment("BENCH_DATABASE"),
                        environment("BENCH_DATABASE_USER"),
                        new Secret(environment("BENCH_DATABASE_PASSWORD")),
                        environment("BENCH_DATABASE_CONTAINER")),
                new ObjectStoreAccess(
                        URI.create(environment("BENCH_STORE")),
                        environment("BENCH_BUCKET"),
                        new Secret(environment("BENCH_ACCESS_KEY")),
                        new Secret(environment("BENCH_SECRET_KEY"))),
                new DockerEngine(new SystemProcessRunner()),
                DEPLOYMENT,
                DOMAIN,
                "1.5.0",
                InstallationAccess.configurationOf(folder.resolve("installation")),
                folder.resolve("backups"),
                new BundleKeys(folder.resolve("installation")));
    }

    private static String environment(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set");
        }
        return value;
    }
}
