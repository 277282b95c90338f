package com.piprio.backup;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A manifest with other facts, for what a person with a text editor could do to one. */
final class ManifestEdit {
    private final Manifest old;
    private int format;
    private BundleId bundle;
    private String deployment;
    private String domain;
    private long databaseBytes;
    private DumpFacts dump;
    private Map<String, Long> rowCounts;
    private List<FileEntry> files;

    private ManifestEdit(Manifest old) {
        this.old = old;
        this.format = old.formatVersion();
        this.bundle = old.bundle();
        this.deployment = old.deploymentId();
        this.domain = old.domain();
        this.databaseBytes = old.databaseBytes();
        this.dump = old.dump();
        this.rowCounts = old.rowCounts();
        this.files = old.files();
    }

    static ManifestEdit of(Manifest old) {
        return new ManifestEdit(old);
    }

    /** Formats of earlier upgraders said nothing of the dump. */
    ManifestEdit format(int other) {
        format = other;
        dump = other < Manifest.DUMP_FORMAT ? null : dump;
        return this;
    }

    ManifestEdit bundle(BundleId other) {
        bundle = other;
        return this;
    }

    ManifestEdit deployment(String other) {
        deployment = other;
        return this;
    }

    ManifestEdit domain(String other) {
        domain = other;
        return this;
    }

    ManifestEdit databaseBytes(long bytes) {
        databaseBytes = bytes;
        return this;
    }

    ManifestEdit decodedBytes(long bytes) {
        dump = new DumpFacts(bytes, dump.locale());
        return this;
    }

    ManifestEdit locale(DatabaseLocale other) {
        dump = new DumpFacts(dump.decodedBytes(), other);
        return this;
    }

    ManifestEdit rowCounts(Map<String, Long> other) {
        rowCounts = other;
        return this;
    }

    ManifestEdit rows(String table, long count) {
        Map<String, Long> counts = new TreeMap<>(rowCounts);
        counts.put(table, count);
        return rowCounts(counts);
    }

    ManifestEdit files(List<FileEntry> other) {
        files = other;
        return this;
    }

    Manifest done() {
        return new Manifest(
                format,
                bundle,
                deployment,
                domain,
                old.release(),
                old.schemaVersion(),
                old.postgresVersion(),
                old.createdAt(),
                databaseBytes,
                dump,
                new TreeMap<>(rowCounts),
                old.objectCount(),
                old.objectBytes(),
                files,
                old.toolVersions());
    }
}
