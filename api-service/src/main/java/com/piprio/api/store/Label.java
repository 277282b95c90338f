package com.piprio.api.store;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What somebody said of a document, under the schema version of that time. */
public record Label(
        @Schema(required = true) UUID id,
        @Schema(required = true) UUID documentId,
        @Schema(required = true) UUID schemaId,
        @Schema(required = true) int schemaVersion,
        @Schema(required = true) Map<String, Object> values,
        @Schema(required = true) Instant createdAt) {}
