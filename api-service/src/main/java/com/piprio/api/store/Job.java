package com.piprio.api.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.piprio.runtime.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A job and how far it has come. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Job(
        @Schema(required = true) UUID id,
        @Schema(required = true) JobType type,
        @Schema(required = true) JobStatus status,
        @Nullable UUID documentId,
        @Nullable String url,
        @Schema(required = true) int durationMillis,

        @Schema(extensions = @Extension(name = "x-piprio-since", value = "1.4.0")) @Nullable
        Integer attempts,

        @Schema(extensions = @Extension(name = "x-piprio-since", value = "1.5.0")) @Nullable
        Integer priority,

        @Nullable UUID scheduleId,
        @Nullable String error,
        @Schema(required = true) Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    static Job read(ResultSet row) throws SQLException {
        return new Job(
                row.getObject("id", UUID.class),
                JobType.of(row.getString("type")),
                JobStatus.of(row.getString("status")),
                row.getObject("document_id", UUID.class),
                row.getString("url"),
                row.getInt("duration_millis"),
                row.getObject("attempts", Integer.class),
                row.getObject("priority", Integer.class),
                row.getObject("schedule_id", UUID.class),
                row.getString("error"),
                Sql.presentInstant(row, "created_at"),
                Sql.instant(row, "started_at"),
                Sql.instant(row, "finished_at"));
    }
}
