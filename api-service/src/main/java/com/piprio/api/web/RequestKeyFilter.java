package com.piprio.api.web;

import com.piprio.api.store.RequestKey;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request that may change something the key by which the table {@code activity} knows it, and tells the
 * client in the header {@value #REQUEST_ID}.
 */
class RequestKeyFilter {

    static final String REQUEST_ID = "X-Request-Id";

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final Set<String> WRITES = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE);

    private final RequestKey key;

    RequestKeyFilter(RequestKey key) {
        this.key = key;
    }

    @ServerRequestFilter
    void take(ContainerRequestContext request) {
        @Nullable String given = request.getHeaderString(IDEMPOTENCY_KEY);
        if (given != null && WRITES.contains(request.getMethod())) {
            Input.idempotencyKey(given);
            key.use(given);
        }
    }

    @ServerResponseFilter
    void tell(ContainerRequestContext request, ContainerResponseContext response) {
        if (WRITES.contains(request.getMethod())) {
            response.getHeaders().putSingle(REQUEST_ID, key.value());
        }
    }
}
