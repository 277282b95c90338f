package com.piprio.api.store;

import com.fasterxml.jackson.core.type.TypeReference;
import com.piprio.runtime.Database;
import com.piprio.runtime.SchemaWords;
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

    private static final String GATHERED = "(SELECT coalesce(jsonb_object_agg(entry.name, entry.value), '{}')"
            + " FROM label_values entry WHERE entry.label_id = labels.id)";
    private static final String INSERT = "INSERT INTO labels (id, document_id, definition_id, schema_version,"
            + " label_values) VALUES (?, ?, ?, ?, ?::jsonb)";

    /** Changes one row as its caller sees it; that each value has its label is checked when the whole has been done. */
    private static final String INSERT_WITH_ROWS = "WITH entries AS (INSERT INTO label_values (label_id, name, value)"
            + " SELECT ?::uuid, entry.key, entry.value FROM jsonb_each(?::jsonb) AS entry)"
            + " INSERT INTO labels (id, document_id, definition_id, schema_version) VALUES (?, ?, ?, ?)";

    private final Database database;
    private final Changes changes;
    private final Json json;
    private final SchemaWords words;
    private final String select;

    Labels(Database database, Changes changes, Json json, SchemaWords words) {
        this.database = database;
        this.changes = changes;
        this.json = json;
        this.words = words;
        this.select = "SELECT id, document_id, definition_id, schema_version, "
                + (words.labelValueRows() ? GATHERED + " AS label_values" : "label_values")
                + ", created_at FROM labels WHERE document_id = ? ORDER BY created_at, id";
    }

    /** Adds a label. */
    public void insert(UUID id, UUID document, UUID definition, int schemaVersion, Map<String, Object> values) {
        if (words.labelValueRows()) {
            changes.make(INSERT_WITH_ROWS, id, json.write(values), id, document, definition, schemaVersion);
        } else {
            changes.make(INSERT, id, document, definition, schemaVersion, json.write(values));
        }
    }

    /** Returns the labels of a document, oldest first. */
    public List<Label> of(UUID document) {
        return database.transaction(connection -> Sql.list(connection, select, this::read, document));
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
