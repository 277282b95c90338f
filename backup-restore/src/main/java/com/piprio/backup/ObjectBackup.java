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

    /** So many names are held at a time. */
    private static final int PORTION = 10_000;

    private final ObjectStoreAccess access;
    private final NamedKeys named;

    /** @param named asked only when the listing lacks something that the snapshot names */
    ObjectBackup(ObjectStoreAccess access, NamedKeys named) {
        this.access = access;
        this.named = named;
    }

    /** Hands out every object key that the snapshot names. */
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
            // Servers list a bucket that is written to with gaps; what the snapshot names is asked for by its name.
            for (long before = -1; !indexed.containsAll(referenced) && index.count() > before; ) {
                before = index.count();
                for (String key : unindexed(referenced, indexed, PORTION)) {
                    work.submit(() -> copy(store, key, blobs));
                }
                work.finish();
            }
            index.finish();
            if (!indexed.containsAll(referenced)) {
                throw missing(unindexed(referenced, indexed, EXAMPLES));
            }
            return new Totals(index.count(), index.bytes());
        }
    }

    /** Those that the snapshot names and the index lacks. */
    private List<String> unindexed(Fingerprints referenced, Fingerprints indexed, int limit) throws IOException {
        List<String> keys = new ArrayList<>();
        named.each(key -> {
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
                .found("missing: " + named)
                .remedy("put the objects back, or remove the rows that name them, then run the command again")
                .build();
    }

    /** An object that went away between listing and reading is left out; whether that matters is known at the end. */
    private static Optional<ObjectEntry> copy(ObjectStore store, String key, BlobStore blobs) {
        return store.read(key, (content, facts) -> {
            BlobStore.Blob blob = blobs.store(content);
            return new ObjectEntry(key, blob.size(), blob.sha256(), blob.sha256(), facts.headers(), facts.version());
        });
    }
}
