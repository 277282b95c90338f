package com.piprio.upgrader.archive;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and bounds of an archive: an OCI image layout (version 1.0.0) in a tar file. */
final class Layout {
    static final String MARKER = "oci-layout";
    static final String MARKER_CONTENT = "{\"imageLayoutVersion\":\"1.0.0\"}";
    static final String INDEX = "index.json";
    static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
    static final String IMAGE_TYPE = "application/vnd.oci.image.manifest.v1+json";
    /** The annotation that names an image, such as {@code piprio/api:1.5.0}. */
    static final String NAME = "org.opencontainers.image.ref.name";
    /** The annotation that says to which releases an image belongs, such as {@code 1.4.0 1.5.0}; only where there are several. */
    static final String RELEASES = "com.piprio.releases";

    static final String RELEASE_IMAGE = "piprio/release";

    /** A manifest is held in memory. */
    static final long LARGEST_MANIFEST = 4 << 20;
    /** What the size of a file in a tar header can say. */
    static final long LARGEST_BLOB = (8L << 30) - 1;

    static final int MOST_FILES = 2_000;

    private static final Pattern BLOB = Pattern.compile("blobs/sha256/([0-9a-f]{64})");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[A-Za-z0-9.+/-]{0,100}");
    private static final Pattern IMAGE_NAME = Pattern.compile("[A-Za-z0-9._:/-]{1,200}");
    private static final Pattern RELEASE_LIST = Pattern.compile("[0-9.]{1,30}( [0-9.]{1,30}){0,99}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private Layout() {}

    static String blob(String digest) {
        return "blobs/" + digest.replace(':', '/');
    }

    static boolean isDigest(String text) {
        return DIGEST.matcher(text).matches();
    }

    /** It becomes a header of an HTTP answer. */
    static boolean isMediaType(String text) {
        return MEDIA_TYPE.matcher(text).matches();
    }

    /** It is told to operators, who have terminals. */
    static boolean isName(String text) {
        return IMAGE_NAME.matcher(text).matches();
    }

    /** It is told to operators, too. */
    static boolean isReleaseList(String text) {
        return RELEASE_LIST.matcher(text).matches();
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
