package com.piprio.backup;

import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One restore: everything that may take long or fail happens beside the live data; then the databases are exchanged in
 * one transaction, and what follows can be repeated. Before the exchange all of the old state is there, behind it all of
 * the new one, once {@link RestoreCompletion} is through.
 */
final class RestoreTransaction {
    private final DatabaseSwap swap;
    private final InstallationAccess live;
    private final Bundle bundle;
    private final Instant moment;
    private final Persisted persisted;
    private final RestoreRecords records;

    /**
     * @param swap holds its lock, and nothing is left to be settled
     * @param moment from {@link RestoreRecords#free}
     */
    RestoreTransaction(DatabaseSwap swap, InstallationAccess live, Bundle bundle, Instant moment, Persisted persisted) {
        this.swap = swap;
        this.live = live;
        this.bundle = bundle;
        this.moment = moment;
        this.persisted = persisted;
        this.records = new RestoreRecords(live.backups());
    }

    /**
     * What was done.
     *
     * @param closed how long no client could connect
     */
    record Done(RestoreRecord record, Duration closed, List<String> said) {}

    /** When it fails before the exchange, nothing stays but objects that had been missing. */
    Done run(SafetyBundle safety, Progress progress) {
        List<String> said = new ArrayList<>();
        @Nullable BundleId safetyBundle = null;
        @Nullable RestoreRecord record = null;
        String scratch = swap.scratchName(moment);
        Duration closed;
        try {
            safetyBundle = keepPresentState(safety, said, progress);
            record = record(scratch, safetyBundle, prepare(scratch, progress));
            closed = exchange(record, scratch, progress);
        } catch (RuntimeException e) {
            discard(scratch, safetyBundle, record, e);
            throw e;
        }
        persisted.at(Persisted.Point.RESTORE_SWAPPED);
        return new Done(new RestoreCompletion(live, persisted).forward(record, bundle, progress), closed, said);
    }

    private @Nullable BundleId keepPresentState(SafetyBundle safety, List<String> said, Progress progress) {
        if (!swap.hasLive()) {
            return null;
        }
        BundleId id = BundleId.at(moment);
        try {
            // The pin comes first: a bundle without it could be pruned before the restore has ended.
            SafetyPins.pin(live.backups(), id, moment);
            persisted.at(Persisted.Point.SAFETY_BUNDLE_PINNED);
            Bundle made = new BackupCreator().create(id, live, progress);
            new BundleStates(live.backups()).verified(id, made.level(), moment);
            persisted.at(Persisted.Point.SAFETY_BUNDLE_MADE);
            return id;
        } catch (OperatorException e) {
            new BundleStates(live.backups()).forget(id);
            if (!safety.mayLack(e.code())) {
                throw SafetyBundle.missing(e);
            }
            said.add("no safety bundle of the present state could be made: " + e.problem());
            return null;
        }
    }

    /** The new database and the missing objects at the same time: neither touches what is live. */
    private ObjectRestore.Totals prepare(String scratch, Progress progress) {
        swap.createScratch(scratch, bundle.manifest().locale());
        persisted.at(Persisted.Point.SCRATCH_CREATED);
        Progress shared = progress.shared();
        CompletableFuture<ObjectRestore.Totals> objects = new CompletableFuture<>();
        try {
            AtOnce.run(() -> fill(scratch, shared), () -> objects.complete(addObjects(shared)));
            persisted.at(Persisted.Point.SCRATCH_FILLED);
            persisted.at(Persisted.Point.OBJECTS_READY);
            return Threads.result(objects);
        } catch (IOException e) {
            throw DurableFiles.unwritable(live.backups(), e);
        }
    }

    /** Restores the dump into the new database, and believes counts only. */
    private void fill(String scratch, Progress progress) {
        progress.says("restore database", 0, 1);
        new PostgresTools(live).restore(bundle.content(BundleLayout.DUMP), scratch);
        try (PostgresSession session = PostgresSession.open(live.database(), scratch)) {
            session.execute("ANALYZE");
            RestoreChecks.requireContents(new DatabaseContents(session), bundle);
        }
        progress.says("restore database", 1, 1);
    }

    private ObjectRestore.Totals addObjects(Progress progress) throws IOException {
        Path directory = RestoreRecords.directory(live.backups(), moment);
        DurableFiles.createDirectoryIfMissing(live.backups());
        DurableFiles.createDirectory(directory);
        ObjectStore store = new ObjectStore(live.objectStore());
        ObjectRestore.Totals totals =
                new ObjectRestore(store, new KeptObjects(directory), persisted).addMissing(bundle, progress);
        DurableFiles.forceDirectories(directory);
        DurableFiles.force(live.backups());
        return totals;
    }

    private RestoreRecord record(String scratch, @Nullable BundleId safetyBundle, ObjectRestore.Totals objects) {
        RestoreRecord record = new RestoreRecord(
                moment,
                bundle.id(),
                RestoreRecord.State.RESTORING,
                swap.liveOid(),
                swap.oid(scratch),
                safetyBundle,
                objects.uploaded(),
                objects.different());
        records.save(record);
        persisted.at(Persisted.Point.RESTORE_RECORDED);
        return record;
    }

    private Duration exchange(RestoreRecord record, String scratch, Progress progress) {
        progress.says("swap databases", 0, 1);
        Duration closed = Duration.ZERO;
        if (record.formerOid() == 0) {
            swap.promote(scratch);
        } else {
            closed = swap.swap(scratch, swap.keptName(moment), () -> persisted.at(Persisted.Point.RESTORE_FENCED));
        }
        progress.says("swap databases", 1, 1);
        return closed;
    }

    /**
     * After a failure that is on its way already. A connection that broke may hide that the exchange has happened:
     * then, and when what is left cannot be removed, the next run goes by what it finds.
     */
    private void discard(
            String scratch, @Nullable BundleId safetyBundle, @Nullable RestoreRecord record, RuntimeException failure) {
        try {
            if (record != null && swap.liveOid() == record.restoredOid()) {
                return;
            }
            swap.dropScratch(scratch);
            records.remove(RestoreRecords.directory(live.backups(), moment));
            if (safetyBundle != null) {
                new Bundles(live.backups()).remove(safetyBundle);
            }
        } catch (RuntimeException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }
}
