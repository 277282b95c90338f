package com.piprio.backup;

import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts a bundle in the place of the live data, without a moment in which neither is whole.
 *
 * <p>The database is restored beside the live one, compared with the manifest and only then swapped in. Starts and stops
 * no service: the caller has stopped everything that writes, and holds the installation's lock. After a crash at any
 * point a new run begins by putting right what it finds.
 */
public final class Restore {
    private final Clock clock;

    public Restore() {
        this(Clock.systemUTC());
    }

    Restore(Clock clock) {
        this.clock = clock;
    }

    /**
     * Proves the bundle and says what a restore would do and lose; changes nothing.
     *
     * @param newestSchemaVersion the newest schema that the release which will run on the restored data can read
     * @throws OperatorException for every reason to refuse: {@code BUNDLE_NOT_FOUND}, {@code BUNDLE_DAMAGED}, {@code
     *     BUNDLE_FOREIGN}, {@code DOMAIN_WRONG}, {@code BUNDLE_VERSION_UNFIT}, {@code DISK_LOW}
     */
    public RestorePreview preview(Path bundle, InstallationAccess live, String newestSchemaVersion, Progress progress) {
        Bundle proven = new BundleVerifier(live).verify(bundle, progress);
        RestoreChecks.requireSameInstallation(proven.manifest(), live);
        RestoreChecks.requireSchema(proven.manifest(), newestSchemaVersion);
        try (DatabaseSwap swap = DatabaseSwap.open(live.database());
                ObjectStore store = new ObjectStore(live.objectStore())) {
            RestoreChecks.requireServer(proven.manifest(), live);
            ObjectComparison objects = ObjectComparison.of(proven, store);
            RestoreChecks.requireSpace(proven.manifest(), objects.missingBytes(), live);
            List<String> interrupted = swap.repairs().stream()
                    .map(DatabaseSwap.Repair::description)
                    .toList();
            List<TableChange> tables = List.of();
            @Nullable Instant newestRow = null;
            if (swap.hasOpenLive()) {
                try (PostgresSession session =
                        PostgresSession.open(live.database(), live.database().name())) {
                    DatabaseContents contents = new DatabaseContents(session);
                    tables = changes(contents.rowCounts(), proven.manifest().rowCounts());
                    newestRow = contents.newestMoment();
                }
            }
            return new RestorePreview(
                    proven,
                    live,
                    newestSchemaVersion,
                    tables,
                    newestRow,
                    objects.onlyInLive(),
                    objects.missing(),
                    interrupted);
        } catch (IOException e) {
            throw DurableFiles.unreadable(bundle, e);
        }
    }

    private static List<TableChange> changes(SortedMap<String, Long> live, SortedMap<String, Long> bundle) {
        TreeSet<String> tables = new TreeSet<>(live.keySet());
        tables.addAll(bundle.keySet());
        return tables.stream()
                .map(table -> new TableChange(table, live.getOrDefault(table, 0L), bundle.getOrDefault(table, 0L)))
                .toList();
    }

    /**
     * Restores; blocks for as long as the data takes.
     *
     * <p>When it fails, the live database is what it was, and so is every object that had been overwritten.
     *
     * @param typedDomain what the operator typed, exactly
     * @throws OperatorException {@code DOMAIN_WRONG}, {@code RESTORE_CHECK_FAILED}, {@code DATABASE_IN_USE} and those of
     *     {@link #preview}, which is checked again
     */
    public RestoreOutcome run(RestorePreview preview, String typedDomain, Progress progress) {
        InstallationAccess live = preview.live();
        RestoreChecks.requireTyped(typedDomain, preview.bundle().manifest(), live);
        try (DatabaseSwap swap = DatabaseSwap.open(live.database())) {
            swap.lock();
            List<String> repaired = swap.repair();
            // The bundle and the disk may have changed while the operator was reading.
            RestorePreview now = preview(preview.bundle().directory(), live, preview.newestSchemaVersion(), progress);
            Instant moment = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            String scratch = swap.scratchName(moment);
            try {
                swap.createScratch(scratch);
                fill(scratch, now.bundle(), live, progress);
                return replace(swap, scratch, moment, now.bundle(), live, repaired, progress);
            } catch (RuntimeException e) {
                dropQuietly(swap, scratch, e);
                throw e;
            }
        }
    }

    private static void dropQuietly(DatabaseSwap swap, String scratch, RuntimeException failure) {
        try {
            swap.dropScratch(scratch);
        } catch (RuntimeException alsoFailed) {
            // The next restore drops it; the first failure is the one to show.
            failure.addSuppressed(alsoFailed);
        }
    }

    /** Restores the dump into the new database, and believes counts only. */
    private static void fill(String scratch, Bundle bundle, InstallationAccess live, Progress progress) {
        progress.says("restore database", 0, 1);
        new PostgresTools(live).restore(bundle.content(BundleLayout.DUMP), scratch);
        try (PostgresSession session = PostgresSession.open(live.database(), scratch)) {
            session.execute("ANALYZE");
            RestoreChecks.requireContents(new DatabaseContents(session), bundle);
        }
        progress.says("restore database", 1, 1);
    }

    private static RestoreOutcome replace(
            DatabaseSwap swap,
            String scratch,
            Instant moment,
            Bundle bundle,
            InstallationAccess live,
            List<String> repaired,
            Progress progress) {
        try (ObjectStore store = new ObjectStore(live.objectStore());
                KeptObjects kept = new KeptObjects(live.backups(), moment)) {
            try {
                ObjectRestore.Totals objects = new ObjectRestore(bundle, kept).run(store, progress);
                progress.says("swap databases", 0, 1);
                @Nullable String keptDatabase = null;
                if (swap.hasLive()) {
                    keptDatabase = swap.keptName(moment);
                    swap.swap(scratch, keptDatabase);
                } else {
                    swap.promote(scratch);
                }
                progress.says("swap databases", 1, 1);
                return new RestoreOutcome(
                        bundle,
                        keptDatabase,
                        kept.directory(),
                        objects.uploaded(),
                        objects.replaced(),
                        repaired,
                        keptDatabase == null
                                ? List.of()
                                : List.of(wayBack(live, keptDatabase, swap.keptName(moment.plusSeconds(1)))));
            } catch (IOException | RuntimeException e) {
                kept.putBack(store);
                throw e;
            }
        } catch (IOException e) {
            throw DurableFiles.unwritable(live.backups(), e);
        }
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
     * <p>A live database that lets nobody in is opened, a missing one comes back, unfinished ones are dropped.
     */
    public List<String> repair(InstallationAccess live) {
        try (DatabaseSwap swap = DatabaseSwap.open(live.database())) {
            swap.lock();
            return swap.repair();
        }
    }

    /** Gives up the way back: drops every database and object content that restores kept, and names them. */
    public List<String> finalizeRestore(InstallationAccess live) {
        try (DatabaseSwap swap = DatabaseSwap.open(live.database())) {
            swap.lock();
            List<String> dropped = new ArrayList<>(swap.dropKept());
            dropped.addAll(KeptObjects.removeAll(live.backups()));
            return dropped;
        }
    }
}
