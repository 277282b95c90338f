package com.piprio.api.store;

import com.piprio.runtime.Database;
import com.piprio.runtime.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of exports. */
@Singleton
public class Exports {

    private static final String SELECT =
            "SELECT id, job_id, document_count, size_bytes, sha256, created_at FROM exports";

    private final Database database;

    Exports(Database database) {
        this.database = database;
    }

    /** Returns exports, newest first. */
    public List<Export> list(int limit, int offset) {
        return database.transaction(connection -> Sql.list(
                connection, SELECT + " ORDER BY created_at DESC, id LIMIT ? OFFSET ?", Exports::read, limit, offset));
    }

    /** Returns exports, newest first, from the one on that comes behind a time and an id. */
    public List<Export> listBehind(Instant createdAt, UUID id, int limit) {
        String query = SELECT + " WHERE created_at <= ? AND (created_at < ? OR id > ?)"
                + " ORDER BY created_at DESC, id LIMIT ?";
        return database.transaction(
                connection -> Sql.list(connection, query, Exports::read, createdAt, createdAt, id, limit));
    }

    /** Returns an export. */
    public Optional<Export> find(UUID id) {
        return database.transaction(connection -> Sql.first(connection, SELECT + " WHERE id = ?", Exports::read, id));
    }

    /** Returns where the bytes of an export lie. */
    public Optional<String> objectKey(UUID id) {
        String query = "SELECT object_key FROM exports WHERE id = ? AND object_key IS NOT NULL";
        return database.transaction(connection -> Sql.first(connection, query, row -> row.getString("object_key"), id));
    }

    private static Export read(ResultSet row) throws SQLException {
        return new Export(
                row.getObject("id", UUID.class),
                row.getObject("job_id", UUID.class),
                row.getLong("document_count"),
                row.getLong("size_bytes"),
                row.getString("sha256"),
                Sql.presentInstant(row, "created_at"));
    }
}
