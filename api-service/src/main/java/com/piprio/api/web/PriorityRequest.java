package com.piprio.api.web;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The priority that a queued job shall have: jobs of higher ones are done first. */
public record PriorityRequest(
        @Schema(required = true, minimum = "0", maximum = "9") @Nullable
        Integer priority) {}
