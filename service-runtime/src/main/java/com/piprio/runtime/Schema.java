package com.piprio.runtime;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Reads what the database says about its schema now. */
@Singleton
@IfBuildProperty(name = "quarkus.datasource.db-kind", stringValue = "postgresql")
public class Schema {

    private static final String TABLES = "SELECT to_regclass('public.flyway_schema_history') IS NOT NULL AS history,"
            + " to_regclass('public.piprio_schema') IS NOT NULL AS schema";
    private static final String APPLIED =
            "SELECT version FROM flyway_schema_history WHERE success AND version IS NOT NULL";
    private static final String OLDEST_RELEASE = "SELECT oldest_release FROM piprio_schema";

    private final Database database;

    Schema(Database database) {
        this.database = database;
    }

    /**
     * Reads the schema in a transaction of its own.
     *
     * @throws DatabaseException when the database does not answer
     */
    public SchemaState state() {
        return database.transaction(Schema::state);
    }

    /** Reads the schema in the caller's transaction. */
    public static SchemaState state(Connection connection) throws SQLException {
        // Asked first, because a statement that fails would end the caller's transaction.
        Tables tables = Sql.first(
                        connection, TABLES, row -> new Tables(row.getBoolean("history"), row.getBoolean("schema")))
                .orElseThrow();
        return new SchemaState(
                tables.history() ? version(connection) : null, tables.schema() ? oldestRelease(connection) : null);
    }

    /**
     * Reads the schema and keeps an offline migration from starting before the caller's transaction ends: the API
     * changes the row that is locked here before it runs such a migration.
     */
    public static SchemaState stateHeld(Connection connection) throws SQLException {
        Sql.list(connection, OLDEST_RELEASE + " FOR SHARE", row -> row.getString("oldest_release"));
        return state(connection);
    }

    private static @Nullable Version version(Connection connection) throws SQLException {
        return Sql.list(connection, APPLIED, row -> Version.of(row.getString("version"))).stream()
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static @Nullable Version oldestRelease(Connection connection) throws SQLException {
        return Sql.first(connection, OLDEST_RELEASE, row -> Version.of(row.getString("oldest_release")))
                .orElse(null);
    }

    private record Tables(boolean history, boolean schema) {}
}
