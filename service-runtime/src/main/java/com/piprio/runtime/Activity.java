package com.piprio.runtime;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The table {@code activity}: what happened, in the transaction that made it happen, so that loss and duplication can
 * be counted. Rows are only ever added.
 */
@Singleton
public class Activity {

    private static final String INSERT = "INSERT INTO activity (kind, key, release) VALUES (?, ?, ?)";

    private final String release;

    Activity(RunningRelease release) {
        this.release = release.version().toString();
    }

    /** What can happen; the word in the table is the second name. */
    public enum Kind {
        /** A request changed something; the key is its Idempotency-Key or the id that the answer carries. */
        REQUEST("request"),
        /** There is a new job; the key is its id. */
        JOB_CREATED("job-created"),
        /** A job took effect; the key is its id. */
        JOB_DONE("job-done"),
        /** A job ended without an effect; the key is its id. */
        JOB_FAILED("job-failed"),
        /** A tick became a job; the key is the schedule's id, a space and the due time in ISO 8601. */
        TICK("tick");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /** Adds a row in the caller's transaction: it is there when the transaction took effect, and only then. */
    public void record(Connection connection, Kind kind, String key) throws SQLException {
        Sql.execute(connection, INSERT, kind.word, key, release);
    }
}
