package com.piprio.api.store;

import com.piprio.runtime.Database;
import com.piprio.runtime.SchemaWords;
import com.piprio.runtime.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** The rows of extractions. */
@Singleton
public class Extractions {

    private final Database database;
    private final String query;

    Extractions(Database database, SchemaWords words) {
        this.database = database;
        this.query = "SELECT id, job_id, document_id, word_count, sha256, "
                + (words.language() ? "language" : "NULL AS language")
                + ", created_at FROM extractions WHERE document_id = ? ORDER BY created_at, id";
    }

    /** Returns the extractions of a document, oldest first. */
    public List<Extraction> of(UUID documentId) {
        return database.transaction(connection -> Sql.list(connection, query, Extractions::read, documentId));
    }

    private static Extraction read(ResultSet row) throws SQLException {
        return new Extraction(
                row.getObject("id", UUID.class),
                row.getObject("job_id", UUID.class),
                row.getObject("document_id", UUID.class),
                row.getLong("word_count"),
                row.getString("sha256"),
                row.getString("language"),
                Sql.presentInstant(row, "created_at"));
    }
}
