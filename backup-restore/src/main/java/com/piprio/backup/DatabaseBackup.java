package com.piprio.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;

/** The database part of a backup: a dump, and facts about exactly what the dump holds. */
final class DatabaseBackup {
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
     */
    record Facts(
            SortedMap<String, Long> rowCounts,
            String schemaVersion,
            String serverVersion,
            long databaseBytes,
            Fingerprints objectKeys) {}

    /** Writes the dump; facts and dump come from one snapshot, whatever is written to the database meanwhile. */
    Facts write(Path partial, Progress progress) throws IOException {
        progress.says("dump database", 0, 1);
        Path dump = partial.resolve(BundleLayout.DUMP);
        try (PostgresSession session = PostgresSession.open(access, access.name())) {
            String snapshot = session.exportSnapshot();
            DatabaseContents contents = new DatabaseContents(session);
            Fingerprints keys = new Fingerprints();
            contents.objectKeys(key -> keys.add(Sha256.fingerprint(key)));
            Facts facts = new Facts(
                    contents.rowCounts(),
                    contents.schemaVersion(),
                    contents.serverVersion(),
                    contents.databaseBytes(),
                    keys);
            tools.dump(access.name(), snapshot, dump);
            DurableFiles.force(dump);
            progress.says("dump database", 1, 1);
            return facts;
        }
    }
}
