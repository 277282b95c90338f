package com.piprio.backup;

import org.jspecify.annotations.Nullable;

/**
 * One object in the index of a bundle.
 *
 * @param key any text; it never becomes a file name
 * @param size of its content
 * @param sha256 of its content
 * @param stored SHA-256 of the blob as it lies on the disk, which is the blob's name; equal to {@code sha256} unless the
 *     bundle is encrypted
 * @param version which content of the object this is; null when the object store did not say
 */
record ObjectEntry(
        String key,
        long size,
        String sha256,
        String stored,
        ObjectHeaders headers,
        @Nullable ObjectVersion version) {

    /** An object whose blob is its content. */
    ObjectEntry(String key, long size, String sha256, ObjectHeaders headers) {
        this(key, size, sha256, sha256, headers, null);
    }

    String blob() {
        return BundleLayout.blob(stored);
    }
}
