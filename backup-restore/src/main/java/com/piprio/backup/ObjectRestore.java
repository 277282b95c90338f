package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.signing.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the objects of a bundle back in two parts: before the databases are exchanged only what is missing is added,
 * and of what differs a copy is taken; afterwards that is overwritten. None is ever deleted.
 */
final class ObjectRestore {
    /** What is read once, hashed and sent; more is read twice, and memory does not grow with it. */
    private static final int LARGEST_HELD = 1 << 20;

    private final ObjectStore store;
    private final KeptObjects kept;
    private final Persisted persisted;

    ObjectRestore(ObjectStore store, KeptObjects kept, Persisted persisted) {
        this.store = store;
        this.kept = kept;
        this.persisted = persisted;
    }

    /**
     * What was found.
     *
     * @param uploaded were missing and are there now
     * @param different are kept, and still are what they were
     */
    record Totals(long uploaded, long different) {}

    /** @param copied the former content when it differs from the bundle's */
    private record Finding(boolean uploaded, @Nullable ObjectEntry copied) {}

    /** Adds what is missing; every object that was there stays as it is. Copies are on the disk when this returns. */
    Totals addMissing(Bundle bundle, Progress progress) throws IOException {
        long total = bundle.manifest().objectCount();
        if (total > 0) {
            store.createBucketIfMissing();
        }
        Fingerprints present = new Fingerprints();
        store.list(object -> present.add(Sha256.fingerprint(object.key())));
        long[] counts = {0, 0, 0};
        try (KeptObjects.Writer copies = kept.writer();
                OrderedWork<Finding> work = new OrderedWork<>(finding -> {
                    if (finding.copied() != null) {
                        copies.add(finding.copied());
                        counts[1]++;
                        persisted.at(Persisted.Point.OBJECT_KEPT);
                    } else if (finding.uploaded()) {
                        counts[0]++;
                        persisted.at(Persisted.Point.OBJECT_ADDED);
                    }
                    progress.says("restore objects", ++counts[2], total);
                })) {
            ObjectIndex.read(bundle.content(BundleLayout.OBJECT_INDEX), entry -> {
                boolean known = present.contains(Sha256.fingerprint(entry.key()));
                submit(work, () -> known ? compare(bundle, entry, copies) : upload(bundle, entry));
            });
            work.finish();
            copies.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new Totals(counts[0], counts[1]);
    }

    private static <R> void submit(OrderedWork<R> work, OrderedWork.Piece<R> piece) {
        try {
            work.submit(piece);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Finding compare(Bundle bundle, ObjectEntry entry, KeptObjects.Writer copies) throws IOException {
        Optional<String> found = hash(entry.key());
        if (found.isPresent() && found.get().equals(entry.sha256())) {
            return new Finding(false, null);
        }
        Optional<ObjectEntry> copied = found.isEmpty() ? Optional.empty() : copies.copy(store, entry.key());
        if (copied.isEmpty()) {
            return upload(bundle, entry);
        }
        // What is to be overwritten once there is no way but forward is proven before.
        proven(bundle, entry);
        return new Finding(false, copied.get());
    }

    private Finding upload(Bundle bundle, ObjectEntry entry) throws IOException {
        write(entry, proven(bundle, entry));
        return new Finding(true, null);
    }

    /** The blob of an object, read and hashed: the bundle was proven before an operator was asked, and that may be long ago. */
    private static Content proven(Bundle bundle, ObjectEntry entry) throws IOException {
        Content content = bundle.content(entry);
        if (entry.size() > LARGEST_HELD) {
            try (InputStream in = content.open()) {
                Damage.requireHash(entry.blob(), entry.sha256(), Sha256.of(in, bytes -> {}));
            }
            return content;
        }
        byte[] bytes = content.bytes(LARGEST_HELD, entry.blob());
        Damage.requireHash(entry.blob(), entry.sha256(), Sha256.of(bytes));
        return Content.held(content.file(), bytes);
    }

    /** Gives every object of which a copy is kept the content that the bundle has. Idempotent. */
    void overwrite(Bundle bundle, Progress progress) throws IOException {
        Set<String> keys = kept.keys();
        long[] done = {0};
        try (OrderedWork<Boolean> work = new OrderedWork<>(written -> {
            persisted.at(Persisted.Point.OBJECT_OVERWRITTEN);
            progress.says("overwrite objects", ++done[0], keys.size());
        })) {
            if (!keys.isEmpty()) {
                ObjectIndex.read(bundle.content(BundleLayout.OBJECT_INDEX), entry -> {
                    if (keys.contains(entry.key())) {
                        submit(work, () -> write(entry, bundle.content(entry)));
                    }
                });
            }
            work.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Gives every object of which a copy is kept its former content again. Idempotent. */
    void putBack(Progress progress) throws IOException {
        long total = kept.keys().size();
        long[] done = {0};
        try (OrderedWork<Boolean> work = new OrderedWork<>(written -> {
            persisted.at(Persisted.Point.OBJECT_PUT_BACK);
            progress.says("put objects back", ++done[0], total);
        })) {
            kept.each(entry -> submit(work, () -> write(entry, kept.content(entry))));
            work.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Writes, and makes sure: that a server takes an object does not prove that it has it. */
    private boolean write(ObjectEntry entry, Content content) {
        String etag = store.write(entry.key(), content, entry.headers());
        if (content.md5().filter(md5 -> md5.equals(etag)).isPresent()) {
            // The server has hashed what it got, and that was what was sent; any other ETag says nothing.
            return true;
        }
        Optional<String> found = hash(entry.key());
        if (found.isEmpty() || !found.get().equals(entry.sha256())) {
            throw OperatorException.of(
                            ErrorCode.RESTORE_CHECK_FAILED,
                            "the object store does not keep object '" + Damage.printable(entry.key()) + "'")
                    .expected("sha256 " + entry.sha256())
                    .found(found.map(sha256 -> "sha256 " + sha256).orElse("no object"))
                    .remedy("look at the logs and the disk of object-store, then run the command again")
                    .build();
        }
        return true;
    }

    private Optional<String> hash(String key) {
        return store.read(key, (content, facts) -> Sha256.of(content, bytes -> {}));
    }
}
