package com.piprio.api.store;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A customer's definition of what labels say; its fields are in its versions. */
public record SchemaDefinition(
        @Schema(required = true) UUID id,
        @Schema(required = true) String name,
        @Schema(required = true) Instant createdAt) {}
