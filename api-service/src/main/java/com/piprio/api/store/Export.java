package com.piprio.api.store;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The list of documents that a job exported, without its bytes. */
public record Export(
        @Schema(required = true) UUID id,
        @Schema(required = true) UUID jobId,
        @Schema(required = true) long documentCount,
        @Schema(required = true) long sizeBytes,
        @Schema(required = true) String sha256,
        @Schema(required = true) Instant createdAt) {}
