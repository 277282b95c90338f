package com.piprio.api.web;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a new job shall do.
 *
 * @param documentId for extract
 * @param url for crawl
 * @param durationMillis how long the job shall take at least
 */
public record JobRequest(
        @Schema(
                required = true,
                enumeration = {"crawl", "extract", "export"})
        @Nullable
        String type,

        @Nullable UUID documentId,
        @Nullable String url,

        @Schema(minimum = "0", maximum = "30000") @Nullable Integer durationMillis,

        @Schema(minimum = "0", maximum = "9", extensions = @Extension(name = "x-piprio-since", value = "1.5.0"))
        @Nullable
        Integer priority) {}
