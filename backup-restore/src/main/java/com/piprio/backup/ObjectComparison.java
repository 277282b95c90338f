package com.piprio.backup;

import com.piprio.signing.Sha256;
import java.io.IOException;

/**
 * The objects of a bundle beside those of the object store, by key.
 *
 * @param onlyInLive objects that the bundle does not have
 * @param missing objects that only the bundle has
 * @param missingBytes what they need
 */
record ObjectComparison(long onlyInLive, long missing, long missingBytes) {

    static ObjectComparison of(Bundle bundle, ObjectStore store) throws IOException {
        Fingerprints inBundle = new Fingerprints();
        ObjectIndex.read(
                bundle.content(BundleLayout.OBJECT_INDEX), entry -> inBundle.add(Sha256.fingerprint(entry.key())));
        Fingerprints inLive = new Fingerprints();
        store.list(object -> inLive.add(Sha256.fingerprint(object.key())));
        long[] totals = {0, 0};
        ObjectIndex.read(bundle.content(BundleLayout.OBJECT_INDEX), entry -> {
            if (!inLive.contains(Sha256.fingerprint(entry.key()))) {
                totals[0]++;
                totals[1] += entry.size();
            }
        });
        return new ObjectComparison(inLive.distinctNotIn(inBundle), totals[0], totals[1]);
    }
}
