package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.util.List;

/** What ties other parts of the server to the live database, so that it can be neither renamed nor dropped later. */
final class SwapObstacles {
    private final PostgresSession session;
    private final String database;

    /** @param session to any database of the server */
    SwapObstacles(PostgresSession session, String database) {
        this.session = session;
        this.database = database;
    }

    void requireNoPreparedTransaction() {
        requireNone(
                "a prepared transaction",
                "SELECT gid FROM pg_prepared_xacts WHERE database = ?",
                "COMMIT PREPARED or ROLLBACK PREPARED it");
    }

    void requireNoLogicalSlot() {
        requireNone(
                "a logical replication slot",
                "SELECT slot_name::text FROM pg_replication_slots WHERE database = ?",
                "drop it with pg_drop_replication_slot, and make it again after the restore");
    }

    void requireNoSubscription() {
        requireNone(
                "a subscription",
                "SELECT s.subname::text FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid"
                        + " WHERE d.datname = ?",
                "DROP SUBSCRIPTION it, and make it again after the restore");
    }

    private void requireNone(String what, String query, String remedy) {
        List<String> found = session.all(query, row -> row.getString(1), database);
        if (!found.isEmpty()) {
            throw OperatorException.of(ErrorCode.DATABASE_IN_USE, what + " holds on to database " + database)
                    .expected("none")
                    .found(Damage.printable(String.join(", ", found)))
                    .remedy(remedy + ", then run the command again; nothing was changed")
                    .build();
        }
    }

    /** All of them. */
    void requireNoObstacle() {
        requireNoPreparedTransaction();
        requireNoLogicalSlot();
        requireNoSubscription();
    }

    /** As {@link #requireNoObstacle}, on a connection of its own. */
    static void require(InstallationAccess live) {
        try (PostgresSession session = PostgresSession.open(live.database(), "postgres")) {
            new SwapObstacles(session, live.database().name()).requireNoObstacle();
        }
    }
}
