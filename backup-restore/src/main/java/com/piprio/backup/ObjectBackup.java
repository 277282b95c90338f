package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.signing.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The object part of a backup, read after the database's snapshot: writers store an object before the row that names it,
 * so every object that the snapshot names is there by then.
 */
final class ObjectBackup {
    private static final int EXAMPLES = 5;

    /** So many names are held at a time. */
    private static final int PORTION = 10_000;

    private final ObjectStoreAccess access;
    private final DiskRoom room;
    private final @Nullable UnchangedObjects earlier;

    /** @param earlier contents that need not be read again when they did not change */
    ObjectBackup(ObjectStoreAccess access, DiskRoom room, @Nullable UnchangedObjects earlier) {
        this.access = access;
        this.room = room;
        this.earlier = earlier;
    }

    /** The object keys that the snapshot names. Asked for when all that is listed was read; may wait until it is known. */
    interface NamedKeys {
        Fingerprints fingerprints() throws IOException;

        /** Hands out every key; asked only when the listing lacks something. */
        void each(Consumer<String> sink) throws IOException;
    }

    /** What was written. */
    record Totals(long count, long bytes) {}

    /**
     * Copies every object and writes the index.
     *
     * @throws OperatorException {@code OBJECT_MISSING} when one that the database names is not in the object store, {@code
     *     DISK_LOW} as soon as one does not fit any more
     */
    Totals write(PartialBundle partial, NamedKeys named, Progress progress) throws IOException {
        BlobStore blobs = partial.blobs();
        Fingerprints indexed = new Fingerprints();
        ObjectStore store = new ObjectStore(access);
        try (ObjectIndex.Writer index = new ObjectIndex.Writer(partial.open(BundleLayout.OBJECT_INDEX));
                OrderedWork<Optional<ObjectEntry>> work = new OrderedWork<>(entry -> {
                    if (entry.isPresent()) {
                        index.add(entry.get());
                        indexed.add(Sha256.fingerprint(entry.get().key()));
                        progress.says("copy objects", index.count(), 0);
                    }
                })) {
            store.list(object -> work.submit(() -> take(store, object, blobs)));
            work.finish();
            Fingerprints referenced = named.fingerprints();
            // Servers list a bucket that is written to with gaps; what the snapshot names is asked for by its name.
            for (long before = -1; !indexed.containsAll(referenced) && index.count() > before; ) {
                before = index.count();
                for (String key : unindexed(named, indexed, PORTION)) {
                    work.submit(() -> copy(store, key, blobs));
                }
                work.finish();
            }
            if (!indexed.containsAll(referenced)) {
                throw missing(unindexed(named, indexed, EXAMPLES));
            }
            return new Totals(index.count(), index.bytes());
        }
    }

    /** Those that the snapshot names and the index lacks. */
    private static List<String> unindexed(NamedKeys named, Fingerprints indexed, int limit) throws IOException {
        Fingerprints referenced = named.fingerprints();
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

    private Optional<ObjectEntry> take(ObjectStore store, ObjectStore.Listed object, BlobStore blobs) {
        if (earlier != null) {
            Optional<ObjectEntry> same = earlier.find(object);
            if (same.isPresent() && blobs.link(earlier, same.get())) {
                return same;
            }
        }
        room.require(object.size());
        return copy(store, object.key(), blobs);
    }

    /** An object that went away between listing and reading is left out; whether that matters is known at the end. */
    private static Optional<ObjectEntry> copy(ObjectStore store, String key, BlobStore blobs) {
        return store.read(key, (content, facts) -> {
            BlobStore.Blob blob = blobs.store(content);
            return new ObjectEntry(key, blob.size(), blob.sha256(), blob.stored(), facts.headers(), facts.version());
        });
    }
}
