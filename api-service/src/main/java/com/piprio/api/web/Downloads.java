package com.piprio.api.web;

import com.piprio.runtime.StoredObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Answers that carry stored bytes, as they come from the object store. */
final class Downloads {

    private Downloads() {}

    /** Makes an answer that a browser saves and never shows: a stored page must not run as one of ours. */
    static Response of(StoredObject content, @Nullable String mediaType) {
        return Response.ok(content.bytes(), mediaType == null ? MediaType.APPLICATION_OCTET_STREAM : mediaType)
                // Known in advance, so that a client notices when the rest is missing.
                .header(HttpHeaders.CONTENT_LENGTH, content.size())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
