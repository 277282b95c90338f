package com.piprio.backup;

import org.jspecify.annotations.Nullable;

/**
 * One object in the index of a bundle.
 *
 * @param key any text; it never becomes a file name
 * @param contentType as the object store knows it; null when it knows none
 */
record ObjectEntry(
        String key, long size, String sha256, @Nullable String contentType) {

    String blob() {
        return BundleLayout.blob(sha256);
    }
}
