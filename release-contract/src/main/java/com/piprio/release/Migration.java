package com.piprio.release;

/**
 * A change of the schema that a release brings.
 *
 * @param file name of the SQL file in the release's {@code migrations} folder
 */
public record Migration(MigrationVersion version, String file, MigrationClass kind, String summary) {}
