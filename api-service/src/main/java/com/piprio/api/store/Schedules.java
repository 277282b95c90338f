package com.piprio.api.store;

import com.piprio.runtime.Database;
import com.piprio.runtime.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of schedules, as far as the API makes and shows them; the scheduler does the rest. */
@Singleton
public class Schedules {

    private static final String SELECT =
            "SELECT id, name, job_type, every_seconds, document_id, url, next_due_at," + " created_at FROM schedules";
    private static final String INSERT = "INSERT INTO schedules (id, name, job_type, every_seconds, document_id, url,"
            + " next_due_at) VALUES (?, ?, ?, ?, ?, ?, now() + make_interval(secs => ?))"
            + " ON CONFLICT (name) DO NOTHING";

    private final Database database;
    private final Changes changes;

    Schedules(Database database, Changes changes) {
        this.database = database;
        this.changes = changes;
    }

    /** Adds a schedule whose first job is due one period from now; false when the name is taken. */
    public boolean insert(
            UUID id, String name, JobType jobType, int everySeconds, @Nullable UUID documentId, @Nullable String url) {
        return changes.make(INSERT, id, name, jobType.word(), everySeconds, documentId, url, everySeconds);
    }

    /** Returns all schedules by name. */
    public List<Schedule> list() {
        return database.transaction(connection -> Sql.list(connection, SELECT + " ORDER BY name", Schedules::read));
    }

    /** Returns schedules, newest first. */
    public List<Schedule> newest(int limit) {
        return database.transaction(connection ->
                Sql.list(connection, SELECT + " ORDER BY created_at DESC, id LIMIT ?", Schedules::read, limit));
    }

    /** Returns schedules, newest first, from the one on that comes behind a time and an id. */
    public List<Schedule> newestBehind(Instant createdAt, UUID id, int limit) {
        String query = SELECT + " WHERE created_at <= ? AND (created_at < ? OR id > ?)"
                + " ORDER BY created_at DESC, id LIMIT ?";
        return database.transaction(
                connection -> Sql.list(connection, query, Schedules::read, createdAt, createdAt, id, limit));
    }

    /** Returns a schedule. */
    public Optional<Schedule> find(UUID id) {
        return database.transaction(connection -> Sql.first(connection, SELECT + " WHERE id = ?", Schedules::read, id));
    }

    /** Removes a schedule, keeping the jobs it made; false when there was none. */
    public boolean remove(UUID id) {
        return changes.make("DELETE FROM schedules WHERE id = ?", id);
    }

    private static Schedule read(ResultSet row) throws SQLException {
        return new Schedule(
                row.getObject("id", UUID.class),
                row.getString("name"),
                JobType.of(row.getString("job_type")),
                row.getInt("every_seconds"),
                row.getObject("document_id", UUID.class),
                row.getString("url"),
                Sql.presentInstant(row, "next_due_at"),
                Sql.presentInstant(row, "created_at"));
    }
}
