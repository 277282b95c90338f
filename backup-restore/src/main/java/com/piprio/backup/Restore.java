package com.piprio.backup;

import com.piprio.compose.EnvFile;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts a bundle in the place of the live data, without a moment in which neither is whole, and takes that back.
 *
 * <p>Starts and stops no service: the caller has stopped everything that writes, and holds the installation's lock. After
 * a crash at any point {@link #settle} leads to all of the old state or all of the new one; every act begins with it.
 */
public final class Restore {
    private final Clock clock;
    private final Persisted persisted;

    public Restore() {
        this(Clock.systemUTC(), Persisted.NOBODY);
    }

    Restore(Clock clock, Persisted persisted) {
        this.clock = clock;
        this.persisted = persisted;
    }

    /** As {@link #preview(Path, InstallationAccess, String, Adoption, Progress)}, of own bundles only. */
    public RestorePreview preview(Path bundle, InstallationAccess live, String newestSchemaVersion, Progress progress) {
        return preview(bundle, live, newestSchemaVersion, Adoption.NONE, progress);
    }

    /**
     * Proves the bundle and says what a restore would do and lose; changes nothing. May ask for a passphrase.
     *
     * @param newestSchemaVersion the newest schema that the release which will run on the restored data can read
     * @param adoption whether a bundle of another installation is taken
     * @throws OperatorException for every reason to refuse: {@code BUNDLE_NOT_FOUND}, {@code BUNDLE_DAMAGED}, {@code
     *     BUNDLE_UNTRUSTED}, {@code BUNDLE_LOCKED}, {@code BUNDLE_FOREIGN}, {@code ADOPTION_WRONG}, {@code
     *     DOMAIN_WRONG}, {@code BUNDLE_VERSION_UNFIT}, {@code DISK_LOW}
     */
    public RestorePreview preview(
            Path bundle, InstallationAccess live, String newestSchemaVersion, Adoption adoption, Progress progress) {
        // The order matters: nothing of a bundle is believed, and no tool sees it, before what stands above has passed.
        BundlePlace.require(bundle, live);
        Bundle proven = new BundleVerifier(live).verify(bundle, progress);
        RestoreChecks.requireSchema(proven.manifest(), newestSchemaVersion);
        RestoreChecks.requireInstallation(proven.manifest(), live, adoption);
        List<String> warnings = new ArrayList<>(ServerFit.require(proven, live));
        if (proven.manifest().encrypted() && !live.keys().encryption().present()) {
            warnings.add("the bundle is encrypted, and new ones here are not, until " + BundleEncryption.PASSPHRASE
                    + " is there");
        }
        return preview(proven, live, newestSchemaVersion, adoption, warnings);
    }

    /** As {@link #preview}, for a bundle that was proven before the operator was asked, and a server that it fitted then. */
    private RestorePreview previewAgain(RestorePreview earlier, Progress progress) {
        InstallationAccess live = earlier.live();
        BundlePlace.require(earlier.bundle().directory(), live);
        Bundle proven = new BundleVerifier(live).verifyAgain(earlier.bundle(), progress);
        return preview(proven, live, earlier.newestSchemaVersion(), earlier.adoption(), earlier.warnings());
    }

    private RestorePreview preview(
            Bundle proven,
            InstallationAccess live,
            String newestSchemaVersion,
            Adoption adoption,
            List<String> warnings) {
        try (DatabaseSwap swap = DatabaseSwap.open(live.database())) {
            ObjectComparison objects = ObjectComparison.of(proven, new ObjectStore(live.objectStore()));
            long inVolumes = RestoreSpace.database(proven.manifest()) + objects.missingBytes();
            RestoreSpace.requireInVolumes(inVolumes, live);
            if (swap.hasOpenLive()) {
                RestoreSpace.requireForSafety(inVolumes, safetyBytes(live), live);
            }
            SwapObstacles.require(live);
            Loss loss = loss(swap, live, proven.manifest().rowCounts());
            return new RestorePreview(
                    proven,
                    live,
                    newestSchemaVersion,
                    loss.tables(),
                    loss.newestRow(),
                    objects.onlyInLive(),
                    objects.missing(),
                    environmentChanges(proven, live),
                    adoption,
                    warnings,
                    new Settlement(swap, live, persisted).open());
        } catch (IOException e) {
            throw DurableFiles.unreadable(proven.directory(), e);
        }
    }

    /** What the bundle of the present state takes at most; the present state may be one that cannot be read. */
    private static long safetyBytes(InstallationAccess live) {
        try {
            return new BackupCreator().estimate(live).bytesNeeded();
        } catch (OperatorException unreadable) {
            return 0;
        }
    }

    private static List<String> environmentChanges(Bundle bundle, InstallationAccess live) {
        Path file = live.configuration().get(".env");
        Optional<String> fromBundle = bundle.configurationText(".env");
        return file == null || fromBundle.isEmpty()
                ? List.of()
                : RestoredEnvironment.changes(
                        EnvFile.read(file), EnvFile.parse(fromBundle.get(), ".env of the bundle"));
    }

    private record Loss(List<TableChange> tables, @Nullable Instant newestRow) {}

    private static Loss loss(DatabaseSwap swap, InstallationAccess live, SortedMap<String, Long> after) {
        if (!swap.hasOpenLive()) {
            return new Loss(List.of(), null);
        }
        try (PostgresSession session =
                PostgresSession.open(live.database(), live.database().name())) {
            DatabaseContents contents = new DatabaseContents(session);
            return new Loss(changes(contents.rowCounts(), after), contents.newestMoment());
        }
    }

    private static List<TableChange> changes(SortedMap<String, Long> now, SortedMap<String, Long> after) {
        TreeSet<String> tables = new TreeSet<>(now.keySet());
        tables.addAll(after.keySet());
        return tables.stream()
                .map(table -> new TableChange(table, now.getOrDefault(table, 0L), after.getOrDefault(table, 0L)))
                .toList();
    }

    /** As {@link #run(RestorePreview, String, SafetyBundle, Progress)}, and the safety bundle is required. */
    public RestoreOutcome run(RestorePreview preview, String typedDomain, Progress progress) {
        return run(preview, typedDomain, SafetyBundle.REQUIRED, progress);
    }

    /**
     * Restores; blocks for as long as the data takes.
     *
     * <p>When it fails before the databases are exchanged, the live data is what it was. When it fails later, another run
     * completes it, and {@link #takeBack} leads back. A run that completes an interrupted restore of the same bundle does
     * not begin another one.
     *
     * @param typedDomain what the operator typed, exactly
     * @param safety whether the present state must be in a bundle of its own first
     * @throws OperatorException {@code DOMAIN_WRONG}, {@code RESTORE_CHECK_FAILED}, {@code DATABASE_IN_USE} and those of
     *     {@link #preview}, which is checked again
     */
    public RestoreOutcome run(RestorePreview preview, String typedDomain, SafetyBundle safety, Progress progress) {
        InstallationAccess live = preview.live();
        RestoreChecks.requireTyped(typedDomain, preview.bundle().manifest(), live, preview.adoption());
        try (DatabaseSwap swap = DatabaseSwap.open(live.database())) {
            swap.lock();
            Settlement.Settled settled = new Settlement(swap, live, persisted).settle(progress);
            Optional<RestoreRecord> completed = settled.completed()
                    .filter(record -> record.bundle().equals(preview.bundle().id()));
            if (completed.isPresent()) {
                RestoreTransaction.Done done = new RestoreTransaction.Done(completed.get(), Duration.ZERO, List.of());
                return outcome(swap, live, preview.bundle(), done, settled.said());
            }
            // The bundle and the disk may have changed while the operator was reading.
            RestorePreview now = previewAgain(preview, progress);
            Instant moment = new RestoreRecords(live.backups()).free(now());
            RestoreTransaction.Done done =
                    new RestoreTransaction(swap, live, now.bundle(), moment, persisted).run(safety, progress);
            return outcome(swap, live, now.bundle(), done, settled.said());
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private RestoreOutcome outcome(
            DatabaseSwap swap,
            InstallationAccess live,
            Bundle bundle,
            RestoreTransaction.Done done,
            List<String> settled) {
        RestoreRecord record = done.record();
        List<String> said = new ArrayList<>(settled);
        said.addAll(done.said());
        @Nullable String kept = swap.name(record.formerOid()).orElse(null);
        return new RestoreOutcome(
                bundle,
                kept,
                record.replaced() == 0 ? null : record.directory(live.backups()),
                record.safetyBundle(),
                record.uploaded(),
                record.replaced(),
                done.closed(),
                said,
                kept == null ? List.of() : List.of(wayBack(live, kept, swap.freeKeptName(record.moment()))));
    }

    private static String wayBack(InstallationAccess live, String kept, String aside) {
        DatabaseAccess database = live.database();
        return "docker exec " + database.container() + " psql -U " + database.user()
                + " -d postgres --single-transaction"
                + " -c 'ALTER DATABASE " + database.name() + " RENAME TO " + aside + "'"
                + " -c 'ALTER DATABASE " + kept + " RENAME TO " + database.name() + "'";
    }

    /**
     * Puts right what an interrupted restore left, and says what that was; usually nothing.
     *
     * <p>Completes a restore whose database is live already, and drops one whose database is not.
     */
    public List<String> settle(InstallationAccess live, Progress progress) {
        try (DatabaseSwap swap = DatabaseSwap.open(live.database())) {
            swap.lock();
            return new Settlement(swap, live, persisted).settle(progress).said();
        }
    }

    /**
     * Says what the way back from the newest restore would do and lose; changes nothing.
     *
     * @param newestSchemaVersion as in {@link #preview}
     * @throws OperatorException {@code NO_RESTORE} when there is nothing to take back or it was finalized, {@code
     *     BUNDLE_VERSION_UNFIT} when the release that runs cannot read the former database
     */
    public TakeBackPreview previewTakeBack(InstallationAccess live, String newestSchemaVersion) {
        try (DatabaseSwap swap = DatabaseSwap.open(live.database())) {
            TakeBack takeBack = new TakeBack(swap, live, persisted);
            RestoreRecord record = takeBack.restore();
            boolean done = record.state() == RestoreRecord.State.TAKEN_BACK;
            Loss loss = new Loss(List.of(), null);
            if (!takeBack.alreadyBack(record)) {
                loss = loss(swap, live, formerRows(takeBack.former(record), live, newestSchemaVersion));
            }
            return new TakeBackPreview(
                    record.bundle(), record.moment(), done, loss.tables(), loss.newestRow(), record.replaced());
        }
    }

    private static SortedMap<String, Long> formerRows(String former, InstallationAccess live, String newestSchema) {
        try (PostgresSession session = PostgresSession.open(live.database(), former)) {
            DatabaseContents contents = new DatabaseContents(session);
            RestoreChecks.requireFormerSchema(contents.schemaVersion(), newestSchema);
            return contents.rowCounts();
        }
    }

    /**
     * Takes the newest restore back: the former database, {@code .env} and contents of objects. The database that was
     * live until now is kept, too. Idempotent; also completes a way back that was interrupted.
     *
     * @param typedDomain what the operator typed, exactly
     * @return sentences for the operator
     * @throws OperatorException {@code DOMAIN_WRONG}, {@code DATABASE_IN_USE} and those of {@link #previewTakeBack}
     */
    public List<String> takeBack(
            InstallationAccess live, String newestSchemaVersion, String typedDomain, Progress progress) {
        RestoreChecks.requireTyped(typedDomain, live);
        try (DatabaseSwap swap = DatabaseSwap.open(live.database())) {
            swap.lock();
            List<String> said = new ArrayList<>(swap.repair());
            previewTakeBack(live, newestSchemaVersion);
            TakeBack takeBack = new TakeBack(swap, live, persisted);
            RestoreRecord record = takeBack.restore();
            Duration closed = takeBack.run(record, now(), progress);
            said.add("the restore of " + record.bundle() + " is taken back");
            if (!closed.isZero()) {
                said.add("the database was closed for " + closed.toMillis() + " ms");
            }
            swap.name(record.restoredOid())
                    .ifPresent(name -> said.add("the database that was given up is kept as " + name
                            + " until scripts/finalize.sh drops it"));
            return said;
        }
    }

    /** Gives up every way back: drops the databases and object contents that restores kept, and names them. */
    public List<String> finalizeRestore(InstallationAccess live) {
        try (DatabaseSwap swap = DatabaseSwap.open(live.database())) {
            swap.lock();
            new Settlement(swap, live, persisted).settle(Progress.none());
            RestoreRecords records = new RestoreRecords(live.backups());
            List<RestoreRecord> all = records.all();
            all.stream().findFirst().ifPresent(records::noteFinalized);
            List<String> dropped = new ArrayList<>(swap.dropKept());
            for (RestoreRecord record : all) {
                new RestoreCompletion(live, persisted).forget(record);
                dropped.add(RestoreRecords.name(record.moment()));
            }
            SafetyPins.dropStale(live.backups(), records);
            return dropped;
        }
    }
}
