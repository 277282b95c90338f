package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** One connection to one database of the installation's PostgreSQL, as the role that owns the database. */
final class PostgresSession implements AutoCloseable {
    /** Longer than any honest count or ANALYZE of the data this platform is made for. */
    private static final String SILENCE_LIMIT_SECONDS = "7200";

    private static final int ROWS_AT_ONCE = 1000;

    private final Connection connection;
    private final String database;

    /** On a connection that is open already. */
    PostgresSession(Connection connection, String database) {
        this.connection = connection;
        this.database = database;
    }

    /** @throws OperatorException {@code DATABASE_UNREACHABLE} */
    static PostgresSession open(DatabaseAccess access, String database) {
        Properties properties = new Properties();
        properties.setProperty("user", access.user());
        properties.setProperty("password", access.password().value());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "15");
        properties.setProperty("socketTimeout", SILENCE_LIMIT_SECONDS);
        properties.setProperty("ApplicationName", "piprio-backup-restore");
        String url = "jdbc:postgresql://" + access.host() + ":" + access.port() + "/" + database;
        try {
            return new PostgresSession(DriverManager.getConnection(url, properties), database);
        } catch (SQLException e) {
            throw failure(database, "cannot be reached", e);
        }
    }

    /** Takes one row after the other. */
    @FunctionalInterface
    interface RowSink {
        void accept(ResultSet row) throws SQLException;
    }

    /** Reads one column of the row's first field. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Begins a transaction in which nothing changes any more, and returns the name by which others can share it. */
    String exportSnapshot() {
        try {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        } catch (SQLException e) {
            throw failure(database, "gives no snapshot", e);
        }
        return one("SELECT pg_export_snapshot()", row -> row.getString(1));
    }

    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(database, "refuses: " + sql, e);
        }
    }

    /** All statements or none. */
    void executeTogether(List<String> statements) {
        try {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw failure(database, "refuses: " + String.join("; ", statements), e);
        }
    }

    /**
     * What came of a statement that was tried.
     *
     * @param answer to the question behind it; null also when the answer is
     * @param refusal of the statement by the server; null when there was none
     */
    record Trial(@Nullable String answer, @Nullable String refusal) {}

    /** Executes a statement, asks a question, and takes the statement back: nobody else ever sees what it made. */
    Trial trial(String sql, String question) {
        try {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
                try (ResultSet result = statement.executeQuery(question)) {
                    return new Trial(result.next() ? result.getString(1) : null, null);
                }
            } catch (SQLException e) {
                return new Trial(null, String.valueOf(e.getMessage()));
            } finally {
                // A connection that broke fails here again, and is no refusal then.
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw failure(database, "refuses: " + sql, e);
        }
    }

    <T> List<T> all(String sql, RowReader<T> reader, Object... parameters) {
        List<T> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(reader.read(result));
                }
            }
        } catch (SQLException e) {
            throw failure(database, "does not answer: " + sql, e);
        }
        return rows;
    }

    <T> T one(String sql, RowReader<T> reader, Object... parameters) {
        return first(sql, reader, parameters).orElseThrow(() -> new IllegalStateException("no row answers: " + sql));
    }

    <T> Optional<T> first(String sql, RowReader<T> reader, Object... parameters) {
        return all(sql, reader, parameters).stream().findFirst();
    }

    /** Reads any number of rows in constant memory. */
    void stream(String sql, RowSink sink) {
        try {
            boolean autoCommit = connection.getAutoCommit();
            // The driver fetches in portions inside a transaction only.
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(ROWS_AT_ONCE);
                try (ResultSet result = statement.executeQuery(sql)) {
                    while (result.next()) {
                        sink.accept(result);
                    }
                }
            } finally {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw failure(database, "does not answer: " + sql, e);
        }
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    /** An identifier as SQL text, whatever it holds. */
    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** A text as SQL text, whatever it holds. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static OperatorException failure(String database, String problem, SQLException cause) {
        return OperatorException.of(ErrorCode.DATABASE_UNREACHABLE, "database " + database + " " + problem)
                .found(cause.getMessage())
                .remedy("look at the state and the logs of postgres, then run the command again")
                .cause(cause)
                .build();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // The server drops a broken session by itself; what was asked of it has been answered.
            return;
        }
    }
}
