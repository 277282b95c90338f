package com.piprio.backup;

/**
 * What a bundle says of its dump besides size and hash.
 *
 * @param decodedBytes of SQL that {@code pg_restore} made of it when it was dumped
 * @param locale of the database that was dumped
 */
public record DumpFacts(long decodedBytes, DatabaseLocale locale) {}
