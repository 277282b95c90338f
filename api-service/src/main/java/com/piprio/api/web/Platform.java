package com.piprio.api.web;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What runs here.
 *
 * @param release the release of the API
 * @param schema the newest migration that was applied
 * @param oldestRelease the oldest release that may run on this schema
 */
public record Platform(
        @Schema(required = true) String release,
        @Schema(required = true) String schema,
        @Schema(required = true) String oldestRelease) {}
