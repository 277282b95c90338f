package com.piprio.api.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Lets only those in who know the token of the installation. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
class TokenFilter implements ContainerRequestFilter {

    private final byte[] expected;

    TokenFilter(@ConfigProperty(name = "piprio.api.token") String token) {
        this.expected = bytes("Bearer " + token);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!accepts(request.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            request.abortWith(Response.fromResponse(
                            Problem.response(Status.UNAUTHORIZED, "send the header Authorization: Bearer <token>"))
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .build());
        }
    }

    /** Compares in a time that does not tell how much of the token was right. */
    boolean accepts(@Nullable String authorization) {
        return authorization != null && MessageDigest.isEqual(expected, bytes(authorization));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
