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

/** A document without its bytes. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Document(
        @Schema(required = true) UUID id,
        @Schema(required = true) String name,

        @Schema(extensions = @Extension(name = "x-piprio-since", value = "1.4.0")) @Nullable
        String mediaType,

        @Schema(required = true) long sizeBytes,
        @Schema(required = true) String sha256,
        @Schema(required = true) Instant createdAt) {

    static Document read(ResultSet row) throws SQLException {
        return new Document(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("media_type"),
                row.getLong("size_bytes"),
                row.getString("sha256"),
                Sql.presentInstant(row, "created_at"));
    }
}
