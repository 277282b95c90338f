package com.piprio.api.web;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Answers that carry stored bytes. */
final class Downloads {

    private Downloads() {}

    /** Makes an answer that a browser saves and never shows: a stored page must not run as one of ours. */
    static Response of(byte[] content, @Nullable String mediaType) {
        return Response.ok(content, mediaType == null ? MediaType.APPLICATION_OCTET_STREAM : mediaType)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
