package com.piprio.backup;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A manifest with some of its fields changed. */
final class ManifestCopy {
    int formatVersion;
    BundleId bundle;
    String deploymentId;
    long databaseBytes;
    Map<String, Long> rowCounts;
    List<FileEntry> files;

    private ManifestCopy(Manifest old) {
        formatVersion = old.formatVersion();
        bundle = old.bundle();
        deploymentId = old.deploymentId();
        databaseBytes = old.databaseBytes();
        rowCounts = new TreeMap<>(old.rowCounts());
        files = old.files();
    }

    static Manifest of(Manifest old, Consumer<ManifestCopy> change) {
        ManifestCopy copy = new ManifestCopy(old);
        change.accept(copy);
        return new Manifest(
                copy.formatVersion,
                copy.bundle,
                copy.deploymentId,
                old.domain(),
                old.release(),
                old.schemaVersion(),
                old.postgresVersion(),
                old.createdAt(),
                copy.databaseBytes,
                new TreeMap<>(copy.rowCounts),
                old.objectCount(),
                old.objectBytes(),
                copy.files,
                old.toolVersions());
    }
}
