package com.piprio.upgrader.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.InvalidReleaseException;
import com.piprio.release.MigrationVersion;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.Installation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the schema over a short connection to the database container's own address. */
public final class JdbcSchema implements Schema {
    private static final String APPLIED =
            "SELECT version FROM flyway_schema_history WHERE success AND version IS NOT NULL";
    private static final String MARKER = "SELECT oldest_release FROM piprio_schema";
    private static final String CONNECTIONS = """
            SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
                - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')
            """;
    private static final String TABLE_BYTES = """
            SELECT relname, pg_total_relation_size(oid) FROM pg_class
            WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
            """;
    private static final String EXTENSIONS = "SELECT extname FROM pg_extension";
    private static final String DEFINITIONS = """
            SELECT DISTINCT ON (d.name) d.name, v.version, v.fields FROM schema_versions v
            JOIN schema_definitions d ON d.id = v.definition_id
            ORDER BY d.name, v.version DESC
            """;
    private static final String PROGRESS = """
            SELECT (SELECT count(*) FROM flyway_schema_history)
                || '/' || (SELECT coalesce(sum(blocks_done + tuples_done), 0) FROM pg_stat_progress_create_index)
            """;

    private final Platform platform;
    private final Installation installation;
    private @Nullable String host;

    public JdbcSchema(Platform platform, Installation installation) {
        this.platform = platform;
        this.installation = installation;
    }

    @Override
    public SchemaState read() {
        return asked(statement -> new SchemaState(applied(statement), marker(statement)));
    }

    @Override
    public int connectionsAvailable() {
        return asked(statement -> {
            try (ResultSet rows = statement.executeQuery(CONNECTIONS)) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }

    @Override
    public Map<String, Long> tableBytes() {
        return asked(statement -> {
            Map<String, Long> bytes = new HashMap<>();
            try (ResultSet rows = statement.executeQuery(TABLE_BYTES)) {
                while (rows.next()) {
                    bytes.put(rows.getString(1), rows.getLong(2));
                }
            }
            return bytes;
        });
    }

    @Override
    public Set<String> extensions() {
        return asked(statement -> {
            Set<String> names = new TreeSet<>();
            try (ResultSet rows = statement.executeQuery(EXTENSIONS)) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        });
    }

    @Override
    public List<DefinedSchema> definitions() {
        return asked(statement -> {
            List<DefinedSchema> definitions = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(DEFINITIONS)) {
                while (rows.next()) {
                    definitions.add(definition(rows));
                }
            }
            return definitions;
        });
    }

    private static DefinedSchema definition(ResultSet row) throws SQLException {
        try {
            return DefinedSchema.of(row.getString(1), row.getInt(2), row.getString(3));
        } catch (JsonProcessingException e) {
            throw new SQLException("schema_versions.fields is no list of fields", e);
        }
    }

    /** A question to the database. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Statement statement) throws SQLException;
    }

    private <T> T asked(Question<T> question) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            return question.ask(statement);
        } catch (SQLException e) {
            throw OperatorException.of(ErrorCode.DATABASE_UNREACHABLE, "the database does not answer")
                    .expected("database piprio in the postgres container")
                    .found(String.valueOf(e.getMessage()))
                    .remedy("docker compose -f docker-compose.onprem.yml logs --tail 50 postgres")
                    .cause(e)
                    .build();
        }
    }

    @Override
    public String progress() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(PROGRESS)) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException | OperatorException e) {
            return "";
        }
    }

    private static List<MigrationVersion> applied(Statement statement) throws SQLException {
        List<MigrationVersion> versions = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(APPLIED)) {
            while (rows.next()) {
                versions.add(parsed(rows.getString(1)));
            }
        }
        versions.sort(Comparator.naturalOrder());
        return List.copyOf(versions);
    }

    private static MigrationVersion parsed(String version) {
        try {
            return MigrationVersion.parse(version);
        } catch (InvalidReleaseException e) {
            throw OperatorException.of(
                            ErrorCode.SCHEMA_HISTORY_DAMAGED, "the history of migrations has a foreign entry")
                    .expected("versions such as 1.4.0.2 in flyway_schema_history")
                    .found(version)
                    .remedy("find out who applied it; restore a bundle when it cannot be explained")
                    .cause(e)
                    .build();
        }
    }

    private static @Nullable ReleaseVersion marker(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(MARKER)) {
            return rows.next() ? ReleaseVersion.parse(rows.getString(1)) : null;
        }
    }

    /** The address is kept from one question to the next, because looking it up takes longer than most of them. */
    private Connection connect() throws SQLException {
        String known = host;
        if (known != null) {
            try {
                return connect(known);
            } catch (SQLException e) {
                // It may have come back elsewhere.
                host = null;
            }
        }
        String found =
                Objects.requireNonNull(Infrastructure.find(platform, "postgres").address());
        Connection connection = connect(found);
        host = found;
        return connection;
    }

    private Connection connect(String address) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "piprio");
        properties.setProperty("password", installation.required("PIPRIO_DB_PASSWORD"));
        properties.setProperty("ApplicationName", "piprio-upgrader");
        properties.setProperty("loginTimeout", "5");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "15");
        return DriverManager.getConnection("jdbc:postgresql://" + address + ":5432/piprio", properties);
    }
}
