package com.piprio.api.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** When jobs of one kind are due, again and again. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Schedule(
        @Schema(required = true) UUID id,
        @Schema(required = true) String name,
        @Schema(required = true) JobType jobType,
        @Schema(required = true) int everySeconds,
        @Nullable UUID documentId,
        @Nullable String url,
        @Schema(required = true) Instant nextDueAt,
        @Schema(required = true) Instant createdAt) {}
