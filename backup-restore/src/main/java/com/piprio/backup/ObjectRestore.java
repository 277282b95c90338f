package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Brings the objects of a bundle back: those that are missing or differ are written, none is deleted, and of each that is
 * overwritten the former content is kept.
 */
final class ObjectRestore {
    private final Bundle bundle;
    private final KeptObjects kept;

    ObjectRestore(Bundle bundle, KeptObjects kept) {
        this.bundle = bundle;
        this.kept = kept;
    }

    /** What was done. */
    record Totals(long uploaded, long replaced) {}

    /** An object that is already as the bundle has it, one that was missing and is there now, or one that differs. */
    private enum State {
        EQUAL,
        UPLOADED,
        DIFFERENT
    }

    private record Finding(ObjectEntry entry, State state) {}

    /** Idempotent: what an interrupted run has brought back is found equal by the next one. */
    Totals run(ObjectStore store, Progress progress) throws IOException {
        long total = bundle.manifest().objectCount();
        if (total > 0) {
            store.createBucketIfMissing();
        }
        Fingerprints present = new Fingerprints();
        store.list(object -> present.add(Sha256.fingerprint(object.key())));
        long[] counts = {0, 0, 0};
        try (OrderedWork<Finding> work = new OrderedWork<>(finding -> {
            if (finding.state() == State.DIFFERENT) {
                kept.keep(store, finding.entry().key());
                write(store, finding.entry());
                counts[1]++;
            } else if (finding.state() == State.UPLOADED) {
                counts[0]++;
            }
            progress.says("restore objects", ++counts[2], total);
        })) {
            ObjectIndex.read(bundle.content(BundleLayout.OBJECT_INDEX), entry -> {
                boolean known = present.contains(Sha256.fingerprint(entry.key()));
                try {
                    work.submit(() -> new Finding(entry, known ? compare(store, entry) : upload(store, entry)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            work.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new Totals(counts[0], counts[1]);
    }

    private State compare(ObjectStore store, ObjectEntry entry) {
        Optional<String> found = hash(store, entry.key());
        if (found.isEmpty()) {
            return upload(store, entry);
        }
        return found.get().equals(entry.sha256()) ? State.EQUAL : State.DIFFERENT;
    }

    private State upload(ObjectStore store, ObjectEntry entry) {
        write(store, entry);
        return State.UPLOADED;
    }

    /** Writes and reads back: that a server takes an object does not prove that it has it. */
    private void write(ObjectStore store, ObjectEntry entry) {
        store.write(entry.key(), bundle.content(entry), entry.headers());
        Optional<String> found = hash(store, entry.key());
        if (found.isEmpty() || !found.get().equals(entry.sha256())) {
            throw OperatorException.of(
                            ErrorCode.RESTORE_CHECK_FAILED,
                            "the object store does not keep object '" + Damage.printable(entry.key()) + "'")
                    .expected("sha256 " + entry.sha256())
                    .found(found.map(sha256 -> "sha256 " + sha256).orElse("no object"))
                    .remedy("look at the logs and the disk of object-store, then run the command again")
                    .build();
        }
    }

    private static Optional<String> hash(ObjectStore store, String key) {
        return store.read(key, (content, facts) -> Sha256.of(content, bytes -> {}));
    }
}
