package com.piprio.scheduler;

import com.piprio.runtime.Activity;
import com.piprio.runtime.Activity.Kind;
import com.piprio.runtime.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Schedules whose time has come.
 *
 * <p>Each tick becomes one job: two schedulers skip the rows that the other holds, the step to the next due time is in
 * the transaction of the jobs, and schedule and due time are unique among jobs. Ticks that were missed while no
 * scheduler ran become jobs as soon as one does, see {@link MissedTicks}. Only the database's clock counts.
 */
final class DueSchedules {

    private static final String DUE = "SELECT id, job_type, every_seconds, document_id, url, next_due_at,"
            + " now() AS tick FROM schedules WHERE next_due_at <= now() ORDER BY next_due_at FOR UPDATE SKIP LOCKED";
    private static final String INSERT = "INSERT INTO jobs (id, type, document_id, url, schedule_id, due_at)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (schedule_id, due_at) DO NOTHING";
    private static final String ADVANCE = "UPDATE schedules SET next_due_at = ? WHERE id = ?";

    private DueSchedules() {}

    /** Queues a job for each due tick in the caller's transaction and returns how many. */
    static int turnIntoJobs(Connection connection, Activity activity) throws SQLException {
        int made = 0;
        for (Due due : Sql.list(connection, DUE, DueSchedules::read)) {
            MissedTicks ticks = MissedTicks.of(due.dueAt(), due.everySeconds(), due.tick());
            for (Instant tick : ticks.due()) {
                made += queue(connection, activity, due, tick);
            }
            Sql.execute(connection, ADVANCE, ticks.next(), due.schedule());
        }
        return made;
    }

    private static int queue(Connection connection, Activity activity, Due due, Instant tick) throws SQLException {
        UUID job = UUID.randomUUID();
        int made =
                Sql.execute(connection, INSERT, job, due.jobType(), due.documentId(), due.url(), due.schedule(), tick);
        if (made == 1) {
            activity.record(connection, Kind.TICK, due.schedule() + " " + tick);
            activity.record(connection, Kind.JOB_CREATED, job.toString());
        }
        return made;
    }

    private record Due(
            UUID schedule,
            String jobType,
            int everySeconds,
            @Nullable UUID documentId,
            @Nullable String url,
            Instant dueAt,
            Instant tick) {}

    private static Due read(ResultSet row) throws SQLException {
        return new Due(
                row.getObject("id", UUID.class),
                row.getString("job_type"),
                row.getInt("every_seconds"),
                row.getObject("document_id", UUID.class),
                row.getString("url"),
                Sql.presentInstant(row, "next_due_at"),
                Sql.presentInstant(row, "tick"));
    }
}
