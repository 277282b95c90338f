package com.piprio.backup;

import com.piprio.compose.Output;
import com.piprio.signing.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.SortedMap;

/**
 * The database part of a backup: one snapshot, a dump of it, and facts about exactly what the dump holds, whatever is
 * written to the database meanwhile.
 */
final class DatabaseBackup implements AutoCloseable {
    /** No part of the bundle: removed before it is proven. */
    private static final String KEYS = "keys.tmp";

    private final PostgresSession session;
    private final String snapshot;
    private final String serverVersion;
    private final long bytes;

    private DatabaseBackup(PostgresSession session) {
        this.session = session;
        this.snapshot = session.exportSnapshot();
        DatabaseContents contents = new DatabaseContents(session);
        this.serverVersion = contents.serverVersion();
        this.bytes = contents.databaseBytes();
    }

    /** Takes the snapshot, which lasts until {@link #close}. */
    static DatabaseBackup begin(DatabaseAccess access) {
        PostgresSession session = PostgresSession.open(access, access.name());
        try {
            return new DatabaseBackup(session);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * What the snapshot showed.
     *
     * @param objectKeys all keys that some row names
     * @param keyFile the same keys by name
     */
    record Facts(
            SortedMap<String, Long> rowCounts,
            String schemaVersion,
            String serverVersion,
            long databaseBytes,
            Fingerprints objectKeys,
            KeyFile keyFile) {}

    /** Bytes that a dump does not need in practice: it is compressed, and has no indexes. */
    long largestDump() {
        return bytes;
    }

    /** Counts and reads by the session of the snapshot; beside {@link #dump}, on one thread. */
    Facts facts(PartialBundle partial) throws IOException {
        DatabaseContents contents = new DatabaseContents(session);
        Fingerprints keys = new Fingerprints();
        KeyFile keyFile = new KeyFile(partial.directory().resolve(KEYS));
        keyFile.write(sink -> contents.objectKeys(key -> {
            keys.add(Sha256.fingerprint(key));
            sink.accept(key);
        }));
        return new Facts(contents.rowCounts(), contents.schemaVersion(), serverVersion, bytes, keys, keyFile);
    }

    /** Writes the dump; forced to the disk by nobody yet. */
    void dump(PostgresTools tools, String database, PartialBundle partial, Progress progress) throws IOException {
        progress.says("dump database", 0, 1);
        int major = PostgresVersion.major(serverVersion);
        Path file = partial.directory().resolve(BundleLayout.DUMP);
        if (partial.encrypted()) {
            try (OutputStream out = partial.open(BundleLayout.DUMP)) {
                tools.dump(database, snapshot, major, Output.stream(out), file);
            }
        } else {
            // The container's output goes to the file without a copy by this process.
            tools.dump(database, snapshot, major, Output.file(file), file);
        }
        progress.says("dump database", 1, 1);
    }

    @Override
    public void close() {
        session.close();
    }
}
