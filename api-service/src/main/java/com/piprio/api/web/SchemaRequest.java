package com.piprio.api.web;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A new schema definition, still without a version. */
public record SchemaRequest(
        @Schema(required = true) @Nullable String name) {}
