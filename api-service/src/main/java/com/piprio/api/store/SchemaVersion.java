package com.piprio.api.store;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One version of a schema definition; it never changes. */
public record SchemaVersion(
        @Schema(required = true) int version,
        @Schema(required = true) List<SchemaField> fields,
        @Schema(required = true) Instant createdAt) {}
