package com.piprio.upgrader.platform;

import com.piprio.backup.BackupCreator;
import com.piprio.backup.Bundle;
import com.piprio.backup.BundleId;
import com.piprio.backup.BundleKeys;
import com.piprio.backup.BundleVerifier;
import com.piprio.backup.DatabaseAccess;
import com.piprio.backup.InstallationAccess;
import com.piprio.backup.ObjectStoreAccess;
import com.piprio.backup.Progress;
import com.piprio.backup.Restore;
import com.piprio.backup.RestoreOutcome;
import com.piprio.backup.RestorePreview;
import com.piprio.backup.RestoredEnvironment;
import com.piprio.backup.TableChange;
import com.piprio.compose.DockerEngine;
import com.piprio.compose.EnvFile;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.operator.Secret;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.PrivateDirectory;
import com.piprio.upgrader.release.KeptRelease;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Bundles by {@code backup-restore}, which reaches database and object store at their containers' addresses. */
public final class BundleBackups implements Backups {
    private final Installation installation;
    private final DockerEngine docker;
    private final Platform platform;

    public BundleBackups(Installation installation, DockerEngine docker, Platform platform) {
        this.installation = installation;
        this.docker = docker;
        this.platform = platform;
    }

    @Override
    public long bytesNeeded() {
        return new BackupCreator().estimate(access()).bytesNeeded();
    }

    @Override
    public long bytesFree() {
        try {
            return Files.getFileStore(PrivateDirectory.create(installation.backups()))
                    .getUsableSpace();
        } catch (IOException e) {
            throw OperatorException.of(ErrorCode.FILE_UNREADABLE, "the free space for bundles cannot be seen")
                    .expected(installation.backups().toString())
                    .found(String.valueOf(e))
                    .remedy("look at the file system: df -h")
                    .cause(e)
                    .build();
        }
    }

    @Override
    public void create(BundleId id, Progress progress) {
        if (Files.isDirectory(directory(id))) {
            new BundleVerifier(access()).verify(directory(id), progress);
        } else {
            new BackupCreator().create(id, access(), progress);
        }
    }

    @Override
    public String lossOf(BundleId id) {
        RestorePreview preview = preview(id);
        List<String> lines = new ArrayList<>();
        lines.add("bundle of release " + preview.bundle().manifest().release() + ", made "
                + preview.bundle().manifest().createdAt());
        String signer = preview.bundle().signer();
        lines.add(
                signer == null ? "it is not signed: nobody can tell whether it was changed" : "signed with " + signer);
        for (TableChange table : preview.tables()) {
            if (table.live() != table.bundle()) {
                lines.add("table " + table.table() + ": " + table.live() + " rows now, " + table.bundle()
                        + " after the restore");
            }
        }
        lines.add("objects: " + preview.objectsOnlyInLive() + " newer ones lose their row, " + preview.objectsMissing()
                + " come back");
        lines.add("everything written after that moment is lost; the database of now is kept under another name");
        return String.join("\n", lines);
    }

    @Override
    public List<String> restore(BundleId id, String confirmedDomain, Progress progress) {
        RestorePreview preview = preview(id);
        RestoreOutcome outcome = new Restore().run(preview, confirmedDomain, progress);
        restoreEnvironment(preview.bundle());
        List<String> kept = new ArrayList<>();
        if (outcome.keptDatabase() != null) {
            kept.add("the database of before is kept as " + outcome.keptDatabase()
                    + " until scripts/finalize.sh drops it");
        }
        if (outcome.keptObjects() != null) {
            kept.add("objects that were replaced are kept in " + outcome.keptObjects());
        }
        outcome.wayBack().forEach(command -> kept.add("to exchange the databases again, services stopped: " + command));
        return kept;
    }

    @Override
    public List<String> dropKept() {
        return new Restore().finalizeRestore(access());
    }

    /** Secrets and settings come from the bundle, what belongs to this host and its volumes stays. */
    private void restoreEnvironment(Bundle bundle) {
        EnvFile live = installation.environment();
        EnvFile fromBundle = bundle.configurationText(".env")
                .map(text -> EnvFile.parse(text, ".env of the bundle"))
                .orElse(live);
        EnvFile restored = RestoredEnvironment.restoredEnvironment(live, fromBundle);
        if (!restored.text().equals(live.text())) {
            live.write(installation
                    .directory()
                    .resolve(".env.pre-restore-" + bundle.id().value()));
            restored.write(installation.environmentFile());
        }
    }

    private RestorePreview preview(BundleId id) {
        return new Restore().preview(directory(id), access(), newestSchema(), Progress.none());
    }

    /** The newest schema that the release of {@code .env} can run on: its own. */
    private String newestSchema() {
        return KeptRelease.read(installation, installation.release())
                .schemaVersion()
                .toString();
    }

    private Path directory(BundleId id) {
        return installation.backups().resolve(id.value());
    }

    private InstallationAccess access() {
        ServiceContainer postgres = Infrastructure.find(platform, "postgres");
        ServiceContainer objects = Infrastructure.find(platform, "object-store");
        return new InstallationAccess(
                new DatabaseAccess(
                        String.valueOf(postgres.address()),
                        5432,
                        "piprio",
                        "piprio",
                        secret("PIPRIO_DB_PASSWORD"),
                        postgres.id()),
                new ObjectStoreAccess(
                        URI.create("http://" + objects.address() + ":9000"),
                        "piprio-documents",
                        secret("PIPRIO_S3_ACCESS_KEY"),
                        secret("PIPRIO_S3_SECRET_KEY")),
                docker,
                installation.required("PIPRIO_DEPLOYMENT_ID"),
                installation.domain(),
                installation.release().toString(),
                InstallationAccess.configurationOf(installation.directory()),
                installation.backups(),
                new BundleKeys(installation.directory()));
    }

    private Secret secret(String key) {
        return new Secret(installation.required(key));
    }
}
