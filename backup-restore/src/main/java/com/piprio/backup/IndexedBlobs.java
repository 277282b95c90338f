package com.piprio.backup;

import com.piprio.signing.Sha256;
import java.io.IOException;

/** The index of a bundle's objects and the blobs that it names, each held against the other. */
final class IndexedBlobs {
    private final Bundle bundle;
    private final BundleTree tree;

    IndexedBlobs(Bundle bundle) {
        this.bundle = bundle;
        this.tree = new BundleTree(bundle.directory(), bundle.manifest());
    }

    /**
     * Every line names a blob that is there in its size, and the lines are as many as the manifest says; no blob is read.
     *
     * @return the blobs that it names
     */
    Fingerprints requireIndex() {
        Fingerprints keys = new Fingerprints();
        Fingerprints blobs = new Fingerprints();
        long[] totals = {0, 0};
        ObjectIndex.read(bundle.content(BundleLayout.OBJECT_INDEX), entry -> {
            keys.add(Sha256.fingerprint(entry.key()));
            if (bundle.cipher() == null && !entry.stored().equals(entry.sha256())) {
                throw Damage.of(BundleLayout.OBJECT_INDEX, "names a blob that is not the content");
            }
            blobs.add(Sha256.fingerprintOf(entry.stored()));
            tree.requireFile(entry.blob(), bundle.storedSize(entry));
            totals[0]++;
            totals[1] += entry.size();
        });
        Manifest manifest = bundle.manifest();
        if (totals[0] != manifest.objectCount() || totals[1] != manifest.objectBytes()) {
            throw Damage.in(BundleLayout.OBJECT_INDEX, "does not fit the manifest")
                    .expected(manifest.objectCount() + " objects, " + manifest.objectBytes() + " bytes")
                    .found(totals[0] + " objects, " + totals[1] + " bytes")
                    .build();
        }
        if (keys.distinct() != totals[0]) {
            throw Damage.of(BundleLayout.OBJECT_INDEX, "has an object twice");
        }
        return blobs;
    }

    /**
     * Every blob that is there is one of the named, and is the content that its name says.
     *
     * @param named from {@link #requireIndex}
     */
    void requireHashes(Fingerprints named, Progress progress) throws IOException {
        long count = named.distinct();
        long[] done = {0};
        tree.blobs(path -> {
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (!named.contains(Sha256.fingerprintOf(name))) {
                throw Damage.of(path, "is in no line of the index");
            }
            Damage.requireHash(path, name, Sha256.of(tree.file(path), bytes -> {}));
            progress.says("check objects", ++done[0], count);
        });
    }
}
