package com.piprio.backup;

/**
 * One file of a bundle as its manifest describes it.
 *
 * @param path relative to the bundle, with slashes
 * @param size in bytes
 * @param sha256 64 lower-case hexadecimal digits
 */
public record FileEntry(String path, long size, String sha256) {}
