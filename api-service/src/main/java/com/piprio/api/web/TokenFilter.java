package com.piprio.api.web;

import com.piprio.runtime.BearerToken;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Lets only those in who know the token of the installation. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
class TokenFilter implements ContainerRequestFilter {

    private final BearerToken expected;

    TokenFilter(@ConfigProperty(name = "piprio.api.token") String token) {
        this.expected = new BearerToken(token);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!expected.isIn(request.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            request.abortWith(Response.fromResponse(
                            Problem.response(Status.UNAUTHORIZED, "send the header Authorization: Bearer <token>"))
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .build());
        }
    }
}
