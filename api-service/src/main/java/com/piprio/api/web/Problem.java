package com.piprio.api.web;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The body of every answer that is not a success.
 *
 * @param status the HTTP status
 * @param title what the status means
 * @param detail what is wrong with this request
 */
public record Problem(int status, String title, String detail) {

    static final MediaType TYPE = new MediaType("application", "problem+json");

    static Response response(Response.StatusType status, String detail) {
        return Response.status(status)
                .type(TYPE)
                .entity(new Problem(status.getStatusCode(), status.getReasonPhrase(), detail))
                .build();
    }
}
