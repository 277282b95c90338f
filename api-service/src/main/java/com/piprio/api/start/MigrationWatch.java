package com.piprio.api.start;

import com.piprio.runtime.Sql;
import com.piprio.runtime.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jboss.logging.Logger;

/**
 * Runs on the connection and in the transaction of each migration. Before it: bounds the wait for locks and, for an
 * offline migration, raises the oldest release that the schema accepts, so both happen or neither. After it: one line
 * with the time it took.
 *
 * <p>The row is changed before the migration and not after, so that it waits for workers that hold it and stops new
 * ones before any table is touched; the other order could deadlock with them.
 */
class MigrationWatch implements Callback {

    private static final Logger LOG = Logger.getLogger(MigrationWatch.class);

    // A migration that queues for a lock makes everybody behind it wait: better to give way and try again.
    private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '5s'";
    private static final String RAISE = "UPDATE piprio_schema SET oldest_release = ?"
            + " WHERE string_to_array(oldest_release, '.')::int[] < string_to_array(?, '.')::int[]";

    private long startedNanos;

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        MigrationInfo migration = context.getMigrationInfo();
        try {
            MigrationClass kind = MigrationClass.of(Path.of(migration.getPhysicalLocation()));
            if (event == Event.BEFORE_EACH_MIGRATE) {
                before(context.getConnection(), release(migration), kind);
            } else {
                long millis = Duration.ofNanos(System.nanoTime() - startedNanos).toMillis();
                LOG.infof(
                        "migration %s %s: applied in %d ms (%s)",
                        migration.getVersion(), migration.getDescription(), millis, kind);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new FlywayException("cannot prepare migration " + migration.getVersion() + ": " + e.getMessage(), e);
        }
    }

    private void before(Connection connection, Version release, MigrationClass kind) throws SQLException {
        startedNanos = System.nanoTime();
        boolean transactional = !connection.getAutoCommit();
        if (transactional) {
            Sql.execute(connection, LOCK_TIMEOUT);
        } else if (kind == MigrationClass.OFFLINE) {
            throw new FlywayException("an offline migration must be able to run in a transaction");
        }
        if (kind == MigrationClass.OFFLINE) {
            Sql.execute(connection, RAISE, release.toString(), release.toString());
        }
    }

    /** The release that brought a migration: its version without the last part. */
    static Version release(MigrationInfo migration) {
        String version = migration.getVersion().toString();
        return Version.of(version.substring(0, version.lastIndexOf('.')));
    }

    @Override
    public String getCallbackName() {
        return "migration watch";
    }
}
