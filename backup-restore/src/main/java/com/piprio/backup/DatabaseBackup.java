package com.piprio.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;

/** The database part of a backup: a dump, and facts about exactly what the dump holds. */
final class DatabaseBackup {
    /** No part of the bundle: removed before it is proven. */
    private static final String KEYS = "keys.tmp";

    private final DatabaseAccess access;
    private final PostgresTools tools;

    DatabaseBackup(InstallationAccess access, PostgresTools tools) {
        this.access = access.database();
        this.tools = tools;
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

    /** Writes the dump; facts and dump come from one snapshot, whatever is written to the database meanwhile. */
    Facts write(Path partial, Progress progress) throws IOException {
        progress.says("dump database", 0, 1);
        Path dump = partial.resolve(BundleLayout.DUMP);
        try (PostgresSession session = PostgresSession.open(access, access.name())) {
            String snapshot = session.exportSnapshot();
            DatabaseContents contents = new DatabaseContents(session);
            Fingerprints keys = new Fingerprints();
            KeyFile keyFile = new KeyFile(partial.resolve(KEYS));
            keyFile.write(sink -> contents.objectKeys(key -> {
                keys.add(Sha256.fingerprint(key));
                sink.accept(key);
            }));
            Facts facts = new Facts(
                    contents.rowCounts(),
                    contents.schemaVersion(),
                    contents.serverVersion(),
                    contents.databaseBytes(),
                    keys,
                    keyFile);
            tools.dump(access.name(), snapshot, dump);
            DurableFiles.force(dump);
            progress.says("dump database", 1, 1);
            return facts;
        }
    }
}
