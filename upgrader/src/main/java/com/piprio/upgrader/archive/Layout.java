package com.piprio.upgrader.archive;

import com.piprio.upgrader.image.ImageManifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and bounds of an archive: an OCI image layout (version 1.0.0) in a tar file. */
final class Layout {
    static final String MARKER = "oci-layout";
    static final String MARKER_CONTENT = "{\"imageLayoutVersion\":\"1.0.0\"}";
    static final String INDEX = "index.json";

    static final String RELEASE_IMAGE = "piprio/release";

    static final long LARGEST_MANIFEST = ImageManifest.LARGEST;
    /** What the size of a file in a tar header can say. */
    static final long LARGEST_BLOB = (8L << 30) - 1;

    static final int MOST_FILES = 2_000;

    private static final Pattern BLOB = Pattern.compile("blobs/sha256/([0-9a-f]{64})");

    private Layout() {}

    static String blob(String digest) {
        return "blobs/" + digest.replace(':', '/');
    }

    /** Whether a file of this name belongs into an archive at all. */
    static boolean knows(String name) {
        return name.equals(MARKER) || name.equals(INDEX) || isBlob(name);
    }

    static boolean isBlob(String name) {
        return BLOB.matcher(name).matches();
    }

    /** The digest that the name of a blob says. */
    static String digest(String name) {
        Matcher blob = BLOB.matcher(name);
        if (!blob.matches()) {
            throw new IllegalArgumentException(name + " is no blob");
        }
        return "sha256:" + blob.group(1);
    }

    static long largest(String name) {
        return isBlob(name) ? LARGEST_BLOB : LARGEST_MANIFEST;
    }
}
