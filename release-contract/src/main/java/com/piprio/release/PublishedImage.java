package com.piprio.release;

/**
 * An image as it was pushed: what must be pulled, whatever the tag means today.
 *
 * @param name repository without registry, such as {@code piprio/api}
 * @param digest {@code sha256:…} of the manifest
 */
public record PublishedImage(String name, String tag, String digest) {}
