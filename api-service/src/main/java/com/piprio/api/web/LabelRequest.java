package com.piprio.api.web;

import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a new label says, under which schema version. */
public record LabelRequest(
        @Schema(required = true) @Nullable UUID schemaId,
        @Schema(required = true) @Nullable Integer schemaVersion,
        @Schema(required = true) @Nullable Map<String, Object> values) {}
