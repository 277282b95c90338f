package com.piprio.api.store;

import com.fasterxml.jackson.core.type.TypeReference;
import com.piprio.runtime.Database;
import com.piprio.runtime.SchemaWords;
import com.piprio.runtime.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The rows of schema definitions and their versions. */
@Singleton
public class SchemaDefinitions {

    private static final String SELECT = "SELECT id, name, created_at FROM schema_definitions";
    private static final String SELECT_VERSION =
            "SELECT version, fields, created_at FROM schema_versions WHERE definition_id = ?";
    // The lock on the definition keeps two new versions from taking the same number.
    private static final String LOCK = "SELECT id FROM schema_definitions WHERE id = ? FOR UPDATE";
    private static final String INSERT_VERSION = "INSERT INTO schema_versions (definition_id, version, fields)"
            + " SELECT ?, coalesce(max(version), 0) + 1, ?::jsonb FROM schema_versions WHERE definition_id = ?";

    // Labels go on being made meanwhile: those that fit the version as it was fit it afterwards, too.
    private static final String LOCK_VERSION = SELECT_VERSION + " AND version = ? FOR NO KEY UPDATE";
    private static final String UPDATE_VERSION =
            "UPDATE schema_versions SET fields = ?::jsonb WHERE definition_id = ? AND version = ?";

    private final Database database;
    private final Changes changes;
    private final Json json;
    private final SchemaWords words;

    SchemaDefinitions(Database database, Changes changes, Json json, SchemaWords words) {
        this.database = database;
        this.changes = changes;
        this.json = json;
        this.words = words;
    }

    /** Adds a definition; false when the name is taken. */
    public boolean insert(UUID id, String name) {
        return changes.make(
                "INSERT INTO schema_definitions (id, name) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", id, name);
    }

    /** Returns all definitions by name. */
    public List<SchemaDefinition> list() {
        return database.transaction(
                connection -> Sql.list(connection, SELECT + " ORDER BY name", SchemaDefinitions::read));
    }

    /** Returns a definition. */
    public Optional<SchemaDefinition> find(UUID id) {
        return database.transaction(
                connection -> Sql.first(connection, SELECT + " WHERE id = ?", SchemaDefinitions::read, id));
    }

    /** Adds the next version of a definition and returns it; nothing when there is no such definition. */
    public Optional<SchemaVersion> insertVersion(UUID definition, List<SchemaField> fields) {
        return database.transaction(connection -> {
            if (Sql.first(connection, LOCK, row -> row.getString("id"), definition)
                    .isEmpty()) {
                return Optional.empty();
            }
            List<SchemaField> known = words.fieldDetails()
                    ? fields
                    : fields.stream().map(SchemaField::plain).toList();
            Sql.execute(connection, INSERT_VERSION, definition, json.write(known), definition);
            changes.record(connection);
            return Sql.first(
                    connection, SELECT_VERSION + " ORDER BY version DESC LIMIT 1", this::readVersion, definition);
        });
    }

    /** Returns the versions of a definition, oldest first. */
    public List<SchemaVersion> versions(UUID definition) {
        return database.transaction(connection ->
                Sql.list(connection, SELECT_VERSION + " ORDER BY version", this::readVersion, definition));
    }

    /** Returns one version of a definition. */
    public Optional<SchemaVersion> version(UUID definition, int version) {
        return database.transaction(connection ->
                Sql.first(connection, SELECT_VERSION + " AND version = ?", this::readVersion, definition, version));
    }

    /**
     * Changes the fields of a version while nobody else can.
     *
     * @param change makes the new fields of the present ones; what it throws comes out, and nothing has changed
     * @return the version as it is then; nothing when there is no such version
     */
    public Optional<SchemaVersion> changeVersion(
            UUID definition, int version, UnaryOperator<List<SchemaField>> change) {
        return database.transaction(connection -> {
            Optional<SchemaVersion> found = Sql.first(connection, LOCK_VERSION, this::readVersion, definition, version);
            if (found.isEmpty()) {
                return found;
            }
            List<SchemaField> fields = change.apply(found.get().fields());
            if (fields.equals(found.get().fields())) {
                return found;
            }
            Sql.execute(connection, UPDATE_VERSION, json.write(fields), definition, version);
            changes.record(connection);
            return Optional.of(new SchemaVersion(version, fields, found.get().createdAt()));
        });
    }

    private static SchemaDefinition read(ResultSet row) throws SQLException {
        return new SchemaDefinition(
                row.getObject("id", UUID.class), row.getString("name"), Sql.presentInstant(row, "created_at"));
    }

    private SchemaVersion readVersion(ResultSet row) throws SQLException {
        return new SchemaVersion(
                row.getInt("version"),
                json.read(row.getString("fields"), new TypeReference<>() {}),
                Sql.presentInstant(row, "created_at"));
    }
}
