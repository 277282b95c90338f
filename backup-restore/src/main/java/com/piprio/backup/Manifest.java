package com.piprio.backup;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says about itself.
 *
 * @param schemaVersion the highest migration that was applied; {@code 0} when none was
 * @param postgresVersion of the server that made the dump
 * @param databaseBytes size of the database on disk
 * @param dump what is said of the dump; null before {@link #DUMP_FORMAT}
 * @param rowCounts of every table of schema public, in the snapshot that was dumped
 * @param objectCount lines in the index of objects
 * @param objectBytes sum of their sizes
 * @param files every file except the manifest itself and the object blobs, which the index of objects describes: their
 *     hashes are covered by its hash, and the manifest stays small with any number of objects
 * @param toolVersions what the bundle was made with
 */
public record Manifest(
        int formatVersion,
        BundleId bundle,
        String deploymentId,
        String domain,
        String release,
        String schemaVersion,
        String postgresVersion,
        Instant createdAt,
        long databaseBytes,
        @Nullable DumpFacts dump,
        SortedMap<String, Long> rowCounts,
        long objectCount,
        long objectBytes,
        List<FileEntry> files,
        SortedMap<String, String> toolVersions) {

    /** What backups write; all before it are read, too. Whether the bundle is encrypted, its files say. */
    public static final int FORMAT = 4;

    /** The first one, which had no signature. */
    static final int UNSIGNED_FORMAT = 1;

    /** Each bundle of it is encrypted, and none before it is. */
    static final int ENCRYPTED_FORMAT = 3;

    /** The first one that says something of its dump. */
    static final int DUMP_FORMAT = 4;

    static final String PATH = "manifest.json";

    public Manifest {
        rowCounts = sorted(rowCounts);
        files = List.copyOf(files);
        toolVersions = sorted(toolVersions);
    }

    private static <V> SortedMap<String, V> sorted(Map<String, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /** Whether the bundle has a {@code manifest.sig}. */
    public boolean signed() {
        return formatVersion != UNSIGNED_FORMAT;
    }

    /** Whether every file is encrypted but the manifest, its signature and {@code encryption.json}. */
    public boolean encrypted() {
        return files.stream().anyMatch(file -> file.path().equals(EncryptionHeader.PATH));
    }

    /** How the database sorted; null when nobody wrote it down. */
    @Nullable
    DatabaseLocale locale() {
        return dump == null ? null : dump.locale();
    }

    /** @throws java.util.NoSuchElementException when the manifest does not list it */
    FileEntry file(String path) {
        return files.stream()
                .filter(entry -> entry.path().equals(path))
                .findFirst()
                .orElseThrow();
    }
}
