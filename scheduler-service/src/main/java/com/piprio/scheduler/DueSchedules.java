package com.piprio.scheduler;

import com.piprio.runtime.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Schedules whose time has come.
 *
 * <p>Each tick becomes at most one job: two schedulers skip the rows that the other holds, the step to the next due
 * time is in the transaction of the job, and schedule and due time are unique among jobs. Ticks that were missed while
 * no scheduler ran become one job, not one each: nobody wants a day of crawls at once after an upgrade.
 */
final class DueSchedules {

    private static final String DUE = "SELECT id, job_type, every_seconds, document_id, url, next_due_at,"
            + " now() AS tick FROM schedules WHERE next_due_at <= now() ORDER BY next_due_at FOR UPDATE SKIP LOCKED";
    private static final String INSERT = "INSERT INTO jobs (id, type, document_id, url, schedule_id, due_at)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (schedule_id, due_at) DO NOTHING";
    private static final String ADVANCE = "UPDATE schedules SET next_due_at = ? WHERE id = ?";

    private DueSchedules() {}

    /** Queues a job for each due schedule in the caller's transaction and returns how many. */
    static int turnIntoJobs(Connection connection) throws SQLException {
        int made = 0;
        for (Due due : Sql.list(connection, DUE, DueSchedules::read)) {
            made += Sql.execute(
                    connection,
                    INSERT,
                    UUID.randomUUID(),
                    due.jobType(),
                    due.documentId(),
                    due.url(),
                    due.schedule(),
                    due.dueAt());
            Sql.execute(connection, ADVANCE, next(due.dueAt(), due.everySeconds(), due.tick()), due.schedule());
        }
        return made;
    }

    /** The first time after now that lies whole periods after the due time. */
    static Instant next(Instant dueAt, int everySeconds, Instant now) {
        long missed = Math.max(0, Duration.between(dueAt, now).toSeconds()) / everySeconds;
        return dueAt.plusSeconds((missed + 1) * everySeconds);
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
