package com.piprio.release;

import java.util.List;

/**
 * A change of the schema that a release brings.
 *
 * @param file name of the SQL file in the release's {@code migrations} folder
 * @param scans tables whose rows it reads or writes as a whole, so that it takes longer the more there are
 */
public record Migration(
        MigrationVersion version, String file, MigrationClass kind, String summary, List<String> scans) {

    public Migration {
        scans = List.copyOf(scans);
    }
}
