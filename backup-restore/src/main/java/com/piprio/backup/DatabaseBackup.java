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
    private final DatabaseLocale locale;

    private DatabaseBackup(PostgresSession session, String name) {
        this.session = session;
        this.snapshot = session.exportSnapshot();
        DatabaseContents contents = new DatabaseContents(session);
        this.serverVersion = contents.serverVersion();
        this.bytes = contents.databaseBytes();
        this.locale = DatabaseLocale.of(session, name).orElseThrow();
    }

    /** Takes the snapshot, which lasts until {@link #close}. */
    static DatabaseBackup begin(DatabaseAccess access) {
        PostgresSession session = PostgresSession.open(access, access.name());
        try {
            return new DatabaseBackup(session, access.name());
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * What the snapshot showed.
     *
     * @param locale of the database
     * @param objectKeys all keys that some row names
     * @param keyFile the same keys by name
     */
    record Facts(
            SortedMap<String, Long> rowCounts,
            String schemaVersion,
            String serverVersion,
            long databaseBytes,
            DatabaseLocale locale,
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
        return new Facts(contents.rowCounts(), contents.schemaVersion(), serverVersion, bytes, locale, keys, keyFile);
    }

    /**
     * Writes the dump, and reads all of it back; forced to the disk by nobody yet.
     *
     * @return bytes of SQL that it comes to
     */
    long dump(PostgresTools tools, String database, PartialBundle partial, Progress progress) throws IOException {
        progress.says("dump database", 0, 1);
        int major = PostgresVersion.major(serverVersion);
        Path file = partial.directory().resolve(BundleLayout.DUMP);
        if (!partial.encrypted()) {
            long decoded = tools.dump(database, snapshot, major, file);
            progress.says("dump database", 1, 1);
            return decoded;
        }
        try (OutputStream out = partial.open(BundleLayout.DUMP)) {
            tools.dump(database, snapshot, major, Output.stream(out), file);
        }
        progress.says("dump database", 1, 1);
        progress.says("decode dump", 0, 1);
        long decoded = tools.decode(partial.content(BundleLayout.DUMP), DumpLimit.NONE);
        progress.says("decode dump", 1, 1);
        return decoded;
    }

    @Override
    public void close() {
        session.close();
    }
}
