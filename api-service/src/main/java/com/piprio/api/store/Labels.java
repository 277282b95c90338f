package com.piprio.api.store;

import com.fasterxml.jackson.core.type.TypeReference;
import com.piprio.runtime.Database;
import com.piprio.runtime.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The rows of labels. */
@Singleton
public class Labels {

    private static final String SELECT = "SELECT id, document_id, definition_id, schema_version, label_values,"
            + " created_at FROM labels WHERE document_id = ? ORDER BY created_at, id";
    private static final String INSERT = "INSERT INTO labels (id, document_id, definition_id, schema_version,"
            + " label_values) VALUES (?, ?, ?, ?, ?::jsonb)";

    private final Database database;
    private final Changes changes;
    private final Json json;

    Labels(Database database, Changes changes, Json json) {
        this.database = database;
        this.changes = changes;
        this.json = json;
    }

    /** Adds a label. */
    public void insert(UUID id, UUID document, UUID definition, int schemaVersion, Map<String, Object> values) {
        changes.make(INSERT, id, document, definition, schemaVersion, json.write(values));
    }

    /** Returns the labels of a document, oldest first. */
    public List<Label> of(UUID document) {
        return database.transaction(connection -> Sql.list(connection, SELECT, this::read, document));
    }

    private Label read(ResultSet row) throws SQLException {
        return new Label(
                row.getObject("id", UUID.class),
                row.getObject("document_id", UUID.class),
                row.getObject("definition_id", UUID.class),
                row.getInt("schema_version"),
                json.read(row.getString("label_values"), new TypeReference<>() {}),
                Sql.presentInstant(row, "created_at"));
    }
}
