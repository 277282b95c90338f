package com.piprio.worker;

import com.piprio.runtime.Activity;
import com.piprio.runtime.Activity.Kind;
import com.piprio.runtime.Database;
import com.piprio.runtime.RunningRelease;
import com.piprio.runtime.Schema;
import com.piprio.runtime.SchemaState;
import com.piprio.runtime.SchemaWords;
import com.piprio.runtime.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * The rows of jobs as workers see them. A claim is a lease: whoever holds it says so again and again, and a job whose
 * lease has ended may be claimed by anybody. Everything is written under the condition that the claim still holds.
 */
@Singleton
class JobTable {

    private static final String LEASE = "now() + interval '15 seconds'";
    private static final String RENEW =
            "UPDATE jobs SET lease_until = " + LEASE + " WHERE id = ? AND claimed_by = ? AND status = 'running'";
    private static final String RELEASE = "UPDATE jobs SET status = 'queued', claimed_by = NULL, lease_until = NULL"
            + " WHERE id = ? AND claimed_by = ? AND status = 'running'";
    private static final String END = "UPDATE jobs SET status = ?, error = ?, finished_at = now(), claimed_by = NULL,"
            + " lease_until = NULL WHERE id = ? AND claimed_by = ? AND status = 'running'";

    private final Database database;
    private final Activity activity;
    private final RunningRelease release;
    private final String claim;

    JobTable(Database database, Activity activity, RunningRelease release, SchemaWords words) {
        this.database = database;
        this.activity = activity;
        this.release = release;
        this.claim = claimStatement(words);
    }

    /** Takes the oldest job, or the most urgent one, without waiting for jobs that others are taking. */
    static String claimStatement(SchemaWords words) {
        return "UPDATE jobs SET status = 'running', claimed_by = ?, lease_until = " + LEASE + ", started_at = now()"
                + (words.attempts() ? ", attempts = attempts + 1" : "")
                + " WHERE id = (SELECT id FROM jobs"
                + " WHERE status = 'queued' OR (status = 'running' AND lease_until < now())"
                + " ORDER BY " + (words.priority() ? "priority DESC, " : "") + "created_at, id"
                + " LIMIT 1 FOR UPDATE SKIP LOCKED)"
                + " RETURNING id, type, document_id, url, duration_millis, claimed_by, "
                + (words.attempts() ? "attempts" : "NULL::integer AS attempts");
    }

    /** Claims a job, if there is one and the schema fits this release now. */
    Optional<ClaimedJob> claim(String newClaim) {
        return database.transaction(connection -> {
            SchemaState state = Schema.state(connection);
            return state.accepts(release) && state.serves(release)
                    ? Sql.first(connection, claim, JobTable::read, newClaim)
                    : Optional.empty();
        });
    }

    /** Extends the lease; false when the job has been claimed by another. */
    boolean renew(ClaimedJob job) {
        return database.transaction(connection -> Sql.execute(connection, RENEW, job.id(), job.claim())) == 1;
    }

    /** Gives the job back, to be done by anybody. */
    void release(ClaimedJob job) {
        database.transaction(connection -> Sql.execute(connection, RELEASE, job.id(), job.claim()));
    }

    /** Ends the job without an effect. */
    void fail(ClaimedJob job, String error) {
        database.transaction(connection -> {
            int ended = Sql.execute(connection, END, "failed", error, job.id(), job.claim());
            if (ended == 1) {
                activity.record(connection, Kind.JOB_FAILED, job.id().toString());
            }
            return ended;
        });
    }

    /**
     * Writes the effect of a job and ends it, both or neither.
     *
     * @throws ClaimLostException when another worker has the job by now, or the schema no longer accepts this release
     */
    void finish(ClaimedJob job, Effect effect) {
        reading(connection -> {
            if (Sql.execute(connection, END, "done", null, job.id(), job.claim()) != 1) {
                throw new ClaimLostException("another worker has claimed the job");
            }
            effect.write(connection);
            activity.record(connection, Kind.JOB_DONE, job.id().toString());
            return job;
        });
    }

    /**
     * Reads or writes tables that an offline migration may change: such a migration waits until the work has ended.
     *
     * @throws ClaimLostException when the schema no longer accepts this release
     */
    <T> T reading(Database.Work<T> work) {
        return database.transaction(connection -> {
            if (!Schema.stateHeld(connection).accepts(release)) {
                throw new ClaimLostException("the schema no longer accepts release " + release.version());
            }
            return work.on(connection);
        });
    }

    /** What a job writes. */
    @FunctionalInterface
    interface Effect {
        void write(Connection connection) throws SQLException;
    }

    private static ClaimedJob read(ResultSet row) throws SQLException {
        return new ClaimedJob(
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getObject("document_id", UUID.class),
                row.getString("url"),
                row.getInt("duration_millis"),
                row.getString("claimed_by"),
                row.getObject("attempts", Integer.class));
    }
}
