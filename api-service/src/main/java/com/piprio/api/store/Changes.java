package com.piprio.api.store;

import com.piprio.runtime.Activity;
import com.piprio.runtime.Activity.Kind;
import com.piprio.runtime.Database;
import com.piprio.runtime.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes of the present request: one that changed something is in the table {@code activity}, both or neither. */
@Singleton
class Changes {

    private final Database database;
    private final Activity activity;
    private final RequestKey request;

    Changes(Database database, Activity activity, RequestKey request) {
        this.database = database;
        this.activity = activity;
        this.request = request;
    }

    /** Runs a statement in a transaction of its own; tells whether it changed a row. */
    boolean make(String sql, @Nullable Object... parameters) {
        return database.transaction(connection -> recorded(connection, sql, parameters));
    }

    /** Runs a statement that inserts a job in a transaction of its own; tells whether it did. */
    boolean makeJob(UUID id, String sql, @Nullable Object... parameters) {
        return database.transaction(connection -> {
            boolean made = recorded(connection, sql, parameters);
            if (made) {
                activity.record(connection, Kind.JOB_CREATED, id.toString());
            }
            return made;
        });
    }

    /** Notes in the caller's transaction that this request changed something. */
    void record(Connection connection) throws SQLException {
        activity.record(connection, Kind.REQUEST, request.value());
    }

    private boolean recorded(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        boolean changed = Sql.execute(connection, sql, parameters) == 1;
        if (changed) {
            record(connection);
        }
        return changed;
    }
}
