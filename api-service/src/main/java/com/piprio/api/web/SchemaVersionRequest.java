package com.piprio.api.web;

import com.piprio.api.store.SchemaField;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The fields of a new schema version. */
public record SchemaVersionRequest(
        @Schema(required = true) @Nullable List<SchemaField> fields) {}
