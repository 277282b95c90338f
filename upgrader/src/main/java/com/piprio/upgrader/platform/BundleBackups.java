package com.piprio.upgrader.platform;

import com.piprio.backup.Adoption;
import com.piprio.backup.BackupCreator;
import com.piprio.backup.Bundle;
import com.piprio.backup.BundleId;
import com.piprio.backup.BundleKeys;
import com.piprio.backup.BundleStates;
import com.piprio.backup.BundleVerifier;
import com.piprio.backup.DatabaseAccess;
import com.piprio.backup.Drill;
import com.piprio.backup.DrillReport;
import com.piprio.backup.InstallationAccess;
import com.piprio.backup.ObjectStoreAccess;
import com.piprio.backup.PassphrasePrompt;
import com.piprio.backup.Progress;
import com.piprio.backup.Restore;
import com.piprio.backup.RestoreOutcome;
import com.piprio.backup.RestorePreview;
import com.piprio.backup.SafetyBundle;
import com.piprio.backup.TakeBackPreview;
import com.piprio.compose.DockerEngine;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.operator.Secret;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.release.KeptRelease;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Bundles by {@code backup-restore}, which reaches database and object store at their containers' addresses. */
public final class BundleBackups implements Backups {
    private final Installation installation;
    private final DockerEngine docker;
    private final Platform platform;
    /** One for all: a passphrase that was typed is asked for once. */
    private final BundleKeys keys;

    /** @param prompt asked for the passphrase of a bundle that no file of the installation opens */
    public BundleBackups(Installation installation, DockerEngine docker, Platform platform, PassphrasePrompt prompt) {
        this.installation = installation;
        this.docker = docker;
        this.platform = platform;
        this.keys = new BundleKeys(installation.directory(), prompt);
    }

    @Override
    public long bytesNeeded() {
        return new BackupCreator().estimate(access()).bytesNeeded();
    }

    @Override
    public long bytesFree() {
        try {
            // Whoever only asks makes no folder.
            Path place = Files.exists(installation.backups()) ? installation.backups() : installation.directory();
            return Files.getFileStore(place).getUsableSpace();
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
            verify(id, progress);
        } else {
            // A bundle of a half restored state would be no bundle of anything.
            settle(progress);
            Bundle made = new BackupCreator().create(id, access(), progress);
            new BundleStates(installation.backups()).verified(id, made.level(), Instant.now());
        }
    }

    @Override
    public String lossOf(BundleId id, Adoption adoption) {
        return LossText.of(preview(id, adoption), installation.required("PIPRIO_DEPLOYMENT_ID"));
    }

    @Override
    public List<String> restore(
            BundleId id, Adoption adoption, String confirmedDomain, SafetyBundle safety, Progress progress) {
        RestoreOutcome outcome = new Restore().run(preview(id, adoption), confirmedDomain, safety, progress);
        List<String> lines = new ArrayList<>(outcome.said());
        if (!outcome.closed().isZero()) {
            lines.add("the database was closed for " + outcome.closed().toMillis() + " ms");
        }
        if (outcome.safetyBundle() != null) {
            lines.add("the state of before is bundle " + outcome.safetyBundle());
        }
        if (outcome.keptDatabase() != null) {
            lines.add("the database of before is kept as " + outcome.keptDatabase()
                    + " until scripts/finalize.sh drops it");
            lines.add("to take the restore back: scripts/restore.sh --undo");
        }
        if (outcome.keptObjects() != null) {
            lines.add("objects that were replaced are kept in " + outcome.keptObjects());
        }
        outcome.wayBack()
                .forEach(command ->
                        lines.add("to exchange the databases without the upgrader, services stopped: " + command));
        return lines;
    }

    @Override
    public BundleId restored() {
        return previewTakeBack().bundle();
    }

    @Override
    public boolean restoredSince(Instant moment) {
        try {
            // Restores are named by the second in which they began.
            return !previewTakeBack().restoredAt().isBefore(moment.truncatedTo(ChronoUnit.SECONDS));
        } catch (OperatorException e) {
            if (e.code() == ErrorCode.NO_RESTORE) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public String lossOfTakingBack() {
        return LossText.of(previewTakeBack());
    }

    private TakeBackPreview previewTakeBack() {
        return new Restore().previewTakeBack(access(), newestSchema());
    }

    @Override
    public List<String> takeBack(String confirmedDomain, Progress progress) {
        return new Restore().takeBack(access(), newestSchema(), confirmedDomain, progress);
    }

    @Override
    public List<String> settle(Progress progress) {
        return new Restore().settle(access(), progress);
    }

    @Override
    public Bundle verify(BundleId id, Progress progress) {
        Bundle bundle = new BundleVerifier(access()).verify(directory(id), progress);
        new BundleStates(installation.backups()).verified(id, bundle.level(), Instant.now());
        return bundle;
    }

    @Override
    public DrillReport drill(BundleId id, Progress progress) {
        return new Drill().run(directory(id), access(), progress);
    }

    @Override
    public List<String> dropKept() {
        return new Restore().finalizeRestore(access());
    }

    private RestorePreview preview(BundleId id, Adoption adoption) {
        return new Restore().preview(directory(id), access(), newestSchema(), adoption, Progress.none());
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
        List<ServiceContainer> containers = platform.containers();
        ServiceContainer postgres = Infrastructure.in(containers, "postgres");
        ServiceContainer objects = Infrastructure.in(containers, "object-store");
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
                keys);
    }

    private Secret secret(String key) {
        return new Secret(installation.required(key));
    }
}
