package com.piprio.api.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a job extracted from a document. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Extraction(
        @Schema(required = true) UUID id,
        @Schema(required = true) UUID jobId,
        @Schema(required = true) UUID documentId,
        @Schema(required = true) long wordCount,
        @Schema(required = true) String sha256,

        @Schema(extensions = @Extension(name = "x-piprio-since", value = "1.5.0")) @Nullable
        String language,

        @Schema(required = true) Instant createdAt) {}
