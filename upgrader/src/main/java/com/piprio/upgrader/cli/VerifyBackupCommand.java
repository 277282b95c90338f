package com.piprio.upgrader.cli;

import com.piprio.backup.Bundle;
import com.piprio.backup.BundleId;
import com.piprio.backup.BundleKeys;
import com.piprio.backup.BundleListing;
import com.piprio.backup.BundleStates;
import com.piprio.backup.BundleVerifier;
import com.piprio.backup.Bundles;
import com.piprio.backup.DrillReport;
import com.piprio.backup.Progress;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.InstallationLock;
import com.piprio.upgrader.installation.LockHolder;
import com.piprio.upgrader.report.Texts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code verify-backup BUNDLE}: proves a bundle as far as it is asked to; the live data is not touched. */
@Command(
        name = "verify-backup",
        description =
                "Proves a bundle: every file, every hash; or restores it for practice. The live data is not touched.")
final class VerifyBackupCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Main main;

    @Parameters(paramLabel = "BUNDLE", description = "name of a bundle, or its path")
    String bundle = "";

    /** How far, each including the one before. */
    enum Level {
        FILES,
        HASHES,
        DECODE
    }

    @Option(
            names = "--level",
            defaultValue = "hashes",
            description =
                    "files (the set and the sizes), hashes (default; every byte), decode (pg_restore reads it, too)")
    Level level = Level.HASHES;

    @Option(
            names = "--drill",
            description = "restore it into a database of its own, compare that with the bundle, and drop it")
    boolean drill;

    @Mixin
    TrustOption trust = new TrustOption();

    private final Console console;

    VerifyBackupCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Installation installation = Directory.open(main);
        BundleId id = BundleArgument.id(bundle);
        Path directory = BundleArgument.directory(installation, bundle);
        trust.record(installation);
        try {
            prove(installation, id, directory);
        } catch (OperatorException e) {
            if (e.code() == ErrorCode.BUNDLE_DAMAGED) {
                new BundleStates(installation.backups()).doubted(id);
            }
            throw e;
        }
        return 0;
    }

    private void prove(Installation installation, BundleId id, Path directory) {
        if (drill) {
            drill(installation, id);
            return;
        }
        switch (level) {
            case FILES -> tell(files(installation, id), "has all its files in their sizes; none was read");
            case HASHES -> tell(hashes(installation, id, directory), "is whole");
            case DECODE ->
                tell(
                        tools(installation).ports().backups().verify(id, Progress.none()),
                        "is whole, and pg_restore can read it");
        }
    }

    private Tools tools(Installation installation) {
        Tools tools = Tools.of(installation);
        tools.passphrase().listen(PassphraseQuestion.on(console));
        return tools;
    }

    private static Bundle files(Installation installation, BundleId id) {
        BundleListing listing = new Bundles(installation.backups()).listing(id);
        Bundle found = listing.bundle();
        if (found == null) {
            throw OperatorException.of(ErrorCode.BUNDLE_DAMAGED, "the bundle is not complete")
                    .found(listing.problem())
                    .remedy("do not restore it; choose another one: scripts/backups.sh")
                    .build();
        }
        return found;
    }

    private Bundle hashes(Installation installation, BundleId id, Path directory) {
        BundleKeys keys = new BundleKeys(installation.directory(), PassphraseQuestion.on(console));
        Bundle proven = new BundleVerifier(keys).verify(directory, Progress.none());
        new BundleStates(installation.backups()).verified(id, proven.level(), Instant.now());
        return proven;
    }

    private void tell(Bundle proven, String what) {
        console.line("Bundle " + proven.id().value() + " " + what + ": release "
                + proven.manifest().release() + ", schema " + proven.manifest().schemaVersion() + ", "
                + proven.manifest().objectCount() + " objects ("
                + Texts.bytes(proven.manifest().objectBytes()) + "), made "
                + proven.manifest().createdAt() + ".");
        if (level != Level.FILES || drill) {
            console.line(
                    proven.signer() == null
                            ? "It is not signed: it was made before this installation had a key."
                            : "Signed with key " + proven.signer() + ".");
        }
    }

    private void drill(Installation installation, BundleId id) {
        Tools tools = tools(installation);
        DrillReport report;
        try (InstallationLock lock = InstallationLock.acquire(
                installation.state(),
                LockHolder.of("verify-backup", tools.clock().instant()))) {
            report = tools.ports().backups().drill(id, Progress.none());
        }
        tell(report.bundle(), "was restored for practice");
        console.line(report.rows() + " rows came back and fit, " + report.objects()
                + " objects of them were compared, the database was dropped; took " + Texts.seconds(report.took())
                + ".");
    }
}
