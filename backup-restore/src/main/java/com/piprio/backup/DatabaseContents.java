package com.piprio.backup;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a database holds, read from its own catalogue so that no release's schema is written down here. */
final class DatabaseContents {
    private static final String HISTORY = "flyway_schema_history";

    /** The columns that name objects: a contract between services and tooling. */
    private static final List<Column> OBJECT_KEYS =
            List.of(new Column("documents", "object_key"), new Column("exports", "object_key"));

    /** Tables of extensions are left out: a dump leaves them to the extension. */
    private static final String TABLES = """
            SELECT c.relname FROM pg_class c
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relpersistence <> 't'
              AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            ORDER BY c.relname
            """;

    private static final String TIME_COLUMNS = """
            SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
              AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid = 'timestamptz'::regtype
            """;

    private static final String HAS_COLUMN = """
            SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
              AND c.relname = ? AND a.attname = ? AND NOT a.attisdropped
            """;

    private final PostgresSession session;

    DatabaseContents(PostgresSession session) {
        this.session = session;
    }

    private record Column(String table, String name) {}

    /** Exact counts of every table of schema public. */
    SortedMap<String, Long> rowCounts() {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (String table : session.all(TABLES, row -> row.getString(1))) {
            counts.put(table, session.one("SELECT count(*) FROM " + publicTable(table), row -> row.getLong(1)));
        }
        return counts;
    }

    /** The highest migration that was applied. */
    String schemaVersion() {
        if (!has(new Column(HISTORY, "version"))) {
            return SchemaVersion.NONE;
        }
        return session
                .all(
                        "SELECT version FROM " + publicTable(HISTORY) + " WHERE success AND version IS NOT NULL",
                        row -> row.getString(1))
                .stream()
                .filter(SchemaVersion::wellFormed)
                .max(SchemaVersion.ORDER)
                .orElse(SchemaVersion.NONE);
    }

    /** Every object key that some row names; a key that several columns name comes several times. */
    void objectKeys(Consumer<String> sink) {
        for (Column column : OBJECT_KEYS) {
            if (has(column)) {
                String name = PostgresSession.quoted(column.name());
                session.stream(
                        "SELECT DISTINCT " + name + " FROM " + publicTable(column.table()) + " WHERE " + name
                                + " IS NOT NULL",
                        row -> sink.accept(row.getString(1)));
            }
        }
    }

    /** The latest moment up to now in any column with a time zone; null when there is none. */
    @Nullable
    Instant newestMoment() {
        List<String> queries =
                session.all(TIME_COLUMNS, row -> newestMomentOf(new Column(row.getString(1), row.getString(2))));
        return queries.stream()
                .flatMap(query -> session.all(query, row -> row.getTimestamp(1).toInstant()).stream())
                .max(Instant::compareTo)
                .orElse(null);
    }

    private static String newestMomentOf(Column column) {
        String name = PostgresSession.quoted(column.name());
        return "SELECT max(" + name + ") FROM " + publicTable(column.table()) + " WHERE " + name
                + " <= now() HAVING max(" + name + ") IS NOT NULL";
    }

    String serverVersion() {
        return session.one("SHOW server_version", row -> row.getString(1));
    }

    long databaseBytes() {
        return session.one("SELECT pg_database_size(current_database())", row -> row.getLong(1));
    }

    /** How much the rows that were written since then say of objects; of other schemas than the platform's, nothing. */
    long objectBytesSince(Instant moment) {
        long bytes = 0;
        for (Column column : OBJECT_KEYS) {
            if (has(new Column(column.table(), "size_bytes")) && has(new Column(column.table(), "created_at"))) {
                bytes += session.one(
                        "SELECT coalesce(sum(size_bytes), 0) FROM " + publicTable(column.table())
                                + " WHERE created_at >= ?",
                        row -> row.getLong(1),
                        Timestamp.from(moment));
            }
        }
        return bytes;
    }

    private boolean has(Column column) {
        return session.one(HAS_COLUMN, row -> row.getLong(1), column.table(), column.name()) > 0;
    }

    private static String publicTable(String table) {
        return "public." + PostgresSession.quoted(table);
    }

    /** For errors: the tables whose counts differ, such as {@code jobs 12 instead of 14}. */
    static String differences(SortedMap<String, Long> expected, SortedMap<String, Long> found) {
        SortedMap<String, Long> all = new TreeMap<>(expected);
        found.keySet().forEach(table -> all.putIfAbsent(table, -1L));
        return all.keySet().stream()
                .filter(table -> !Objects.equals(expected.get(table), found.get(table)))
                .map(table -> table + " " + count(found.get(table)) + " instead of " + count(expected.get(table)))
                .collect(Collectors.joining(", "));
    }

    private static String count(@Nullable Long rows) {
        return rows == null ? "no table" : rows.toString();
    }
}
