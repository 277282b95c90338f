package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The object part of a backup, read after the database's snapshot: writers store an object before the row that names it,
 * so every object that the snapshot names is there by then.
 */
final class ObjectBackup {
    private static final int EXAMPLES = 5;

    private final InstallationAccess access;

    ObjectBackup(InstallationAccess access) {
        this.access = access;
    }

    /** What was written. */
    record Totals(long count, long bytes) {}

    /**
     * Copies every object and writes the index.
     *
     * @param referenced the keys that the database names
     * @throws OperatorException {@code OBJECT_MISSING} when one of these is not in the object store
     */
    Totals write(Path partial, Fingerprints referenced, Progress progress) throws IOException {
        BlobStore blobs = new BlobStore(partial);
        Fingerprints indexed = new Fingerprints();
        try (ObjectStore store = new ObjectStore(access.objectStore());
                ObjectIndex.Writer index = new ObjectIndex.Writer(partial.resolve(BundleLayout.OBJECT_INDEX));
                OrderedWork<Optional<ObjectEntry>> work = new OrderedWork<>(entry -> {
                    if (entry.isPresent()) {
                        index.add(entry.get());
                        indexed.add(Sha256.fingerprint(entry.get().key()));
                        progress.says("copy objects", index.count(), 0);
                    }
                })) {
            store.list(object -> work.submit(() -> copy(store, object.key(), blobs)));
            work.finish();
            index.finish();
            if (!indexed.containsAll(referenced)) {
                throw missing(referenced, indexed);
            }
            return new Totals(index.count(), index.bytes());
        }
    }

    /** The keys are only in the database: those that its rows still name can be shown. */
    private OperatorException missing(Fingerprints referenced, Fingerprints indexed) {
        List<String> examples = new ArrayList<>();
        try (PostgresSession session =
                PostgresSession.open(access.database(), access.database().name())) {
            new DatabaseContents(session).objectKeys(key -> {
                long fingerprint = Sha256.fingerprint(key);
                if (examples.size() < EXAMPLES && referenced.contains(fingerprint) && !indexed.contains(fingerprint)) {
                    examples.add("'" + Damage.printable(key) + "'");
                }
            });
        }
        return OperatorException.of(
                        ErrorCode.OBJECT_MISSING, "the database names objects that the object store does not have")
                .found("missing: " + (examples.isEmpty() ? "(no row names them now)" : String.join(", ", examples)))
                .remedy("put the objects back, or remove the rows that name them, then run the command again")
                .build();
    }

    /** An object that went away between listing and reading is left out; whether that matters is known at the end. */
    private static Optional<ObjectEntry> copy(ObjectStore store, String key, BlobStore blobs) {
        return store.read(key, (content, contentType) -> {
            BlobStore.Blob blob = blobs.store(content);
            return new ObjectEntry(key, blob.size(), blob.sha256(), contentType);
        });
    }
}
