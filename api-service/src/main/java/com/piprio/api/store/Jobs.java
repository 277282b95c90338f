package com.piprio.api.store;

import com.piprio.runtime.Database;
import com.piprio.runtime.SchemaWords;
import com.piprio.runtime.Sql;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of jobs, as far as the API makes and shows them; workers do the rest. */
@Singleton
public class Jobs {

    private final Database database;
    private final Changes changes;
    private final SchemaWords words;
    private final String columns;

    Jobs(Database database, Changes changes, SchemaWords words) {
        this.database = database;
        this.changes = changes;
        this.words = words;
        this.columns = "id, type, status, document_id, url, duration_millis, "
                + (words.attempts() ? "attempts" : "NULL::integer AS attempts") + ", "
                + (words.priority() ? "priority" : "NULL::integer AS priority")
                + ", schedule_id, error, created_at, started_at, finished_at";
    }

    /**
     * Queues a job.
     *
     * @param priority is left out by releases that have none
     * @return false when there is a job with this idempotency key
     */
    public boolean insert(
            UUID id,
            JobType type,
            @Nullable UUID documentId,
            @Nullable String url,
            int durationMillis,
            int priority,
            @Nullable String idempotencyKey) {
        String insert = "INSERT INTO jobs (id, type, document_id, url, duration_millis, idempotency_key"
                + (words.priority() ? ", priority) VALUES (?, ?, ?, ?, ?, ?, ?)" : ") VALUES (?, ?, ?, ?, ?, ?)")
                + " ON CONFLICT (idempotency_key) DO NOTHING";
        List<@Nullable Object> values =
                new ArrayList<>(Arrays.asList(id, type.word(), documentId, url, durationMillis, idempotencyKey));
        if (words.priority()) {
            values.add(priority);
        }
        return changes.makeJob(id, insert, values.toArray());
    }

    /** Returns jobs, newest first, of one status or of all. */
    public List<Job> list(@Nullable JobStatus status, int limit, int offset) {
        String query = "SELECT " + columns + " FROM jobs" + (status == null ? "" : " WHERE status = ?")
                + " ORDER BY created_at DESC, id LIMIT ? OFFSET ?";
        return database.transaction(connection -> status == null
                ? Sql.list(connection, query, Job::read, limit, offset)
                : Sql.list(connection, query, Job::read, status.word(), limit, offset));
    }

    /** Returns a job. */
    public Optional<Job> find(UUID id) {
        String query = "SELECT " + columns + " FROM jobs WHERE id = ?";
        return database.transaction(connection -> Sql.first(connection, query, Job::read, id));
    }

    /** Returns some jobs as they are now. */
    public List<Job> all(Collection<UUID> ids) {
        String query = "SELECT " + columns + " FROM jobs WHERE id = ANY (?)";
        return database.transaction(connection ->
                Sql.list(connection, query, Job::read, (Object) connection.createArrayOf("uuid", ids.toArray())));
    }

    /** Returns the job that was made under an idempotency key. */
    public Optional<Job> findByIdempotencyKey(String key) {
        String query = "SELECT " + columns + " FROM jobs WHERE idempotency_key = ?";
        return database.transaction(connection -> Sql.first(connection, query, Job::read, key));
    }

    /** Changes the priority of a job that no worker has begun; false when there is none. */
    public boolean setPriority(UUID id, int priority) {
        String update = "UPDATE jobs SET priority = ? WHERE id = ? AND status = 'queued'";
        return changes.make(update, priority, id);
    }

    /** Counts jobs by status; a status without jobs counts zero. */
    public Map<JobStatus, Long> count() {
        Map<JobStatus, Long> counts = new EnumMap<>(JobStatus.class);
        for (JobStatus status : JobStatus.values()) {
            counts.put(status, 0L);
        }
        String query = "SELECT status, count(*) AS jobs FROM jobs GROUP BY status";
        database.transaction(connection -> Sql.list(
                connection, query, row -> counts.put(JobStatus.of(row.getString("status")), row.getLong("jobs"))));
        return counts;
    }
}
