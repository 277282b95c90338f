package com.piprio.api.web;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a new schedule shall make, and how often.
 *
 * @param documentId for extract
 * @param url for crawl
 */
public record ScheduleRequest(
        @Schema(required = true) @Nullable String name,

        @Schema(required = true, minimum = "1", maximum = "2678400") @Nullable
        Integer everySeconds,

        @Schema(
                required = true,
                enumeration = {"crawl", "extract", "export"})
        @Nullable
        String jobType,

        @Nullable UUID documentId,
        @Nullable String url) {}
