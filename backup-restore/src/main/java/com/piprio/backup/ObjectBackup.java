package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The object part of a backup, read after the database's snapshot: writers store an object before the row that names it,
 * so every object that the snapshot names is there by then.
 */
final class ObjectBackup {
    private static final int EXAMPLES = 5;

    /** More gaps than these are no hiccup of a listing: the objects are gone. */
    private static final int SECOND_LOOK = 10_000;

    /** Each leaves out other objects, if any. */
    private static final int FURTHER_LISTINGS = 3;

    private final ObjectStoreAccess access;
    private final NamedKeys namedNow;

    /** @param namedNow asked only when the listing lacks something that the snapshot names */
    ObjectBackup(ObjectStoreAccess access, NamedKeys namedNow) {
        this.access = access;
        this.namedNow = namedNow;
    }

    /** Hands out object keys, such as every one that the database names now. */
    @FunctionalInterface
    interface NamedKeys {
        void each(Consumer<String> sink) throws IOException;
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
        try (ObjectStore store = new ObjectStore(access);
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
            if (!indexed.containsAll(referenced)) {
                // Servers list a bucket that is written to with gaps; what the database names is asked for by its name.
                for (String key : unindexed(namedNow, referenced, indexed, SECOND_LOOK)) {
                    work.submit(() -> copy(store, key, blobs));
                }
                work.finish();
            }
            for (int listing = 0; listing < FURTHER_LISTINGS && !indexed.containsAll(referenced); listing++) {
                // A row may name another object by now, and the snapshot's is known to nobody but the object store.
                for (String key : unindexed(listed(store), referenced, indexed, SECOND_LOOK)) {
                    work.submit(() -> copy(store, key, blobs));
                }
                work.finish();
            }
            index.finish();
            if (!indexed.containsAll(referenced)) {
                throw missing(unindexed(namedNow, referenced, indexed, EXAMPLES));
            }
            return new Totals(index.count(), index.bytes());
        }
    }

    private static NamedKeys listed(ObjectStore store) {
        return sink -> store.list(object -> sink.accept(object.key()));
    }

    /** Of these keys, those that the snapshot names and the index lacks. */
    private static List<String> unindexed(NamedKeys some, Fingerprints referenced, Fingerprints indexed, int limit)
            throws IOException {
        List<String> keys = new ArrayList<>();
        some.each(key -> {
            long fingerprint = Sha256.fingerprint(key);
            if (keys.size() < limit && referenced.contains(fingerprint) && !indexed.contains(fingerprint)) {
                keys.add(key);
            }
        });
        return keys;
    }

    private static OperatorException missing(List<String> examples) {
        String named =
                examples.stream().map(key -> "'" + Damage.printable(key) + "'").collect(Collectors.joining(", "));
        return OperatorException.of(
                        ErrorCode.OBJECT_MISSING, "the database names objects that the object store does not have")
                .found("missing: " + (examples.isEmpty() ? "(no row names them now)" : named))
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
