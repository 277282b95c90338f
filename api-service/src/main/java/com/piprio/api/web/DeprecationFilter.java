package com.piprio.api.web;

import com.piprio.api.contract.Deprecations;
import com.piprio.api.contract.Notice;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Lets every answer of a deprecated operation say so, refusals too, and counts the calls. */
class DeprecationFilter {

    private static final String NOTICE = Notice.class.getName();

    private final Deprecations deprecations;

    DeprecationFilter(Deprecations deprecations) {
        this.deprecations = deprecations;
    }

    // Looked up on the way in: once an answer is a refusal, the operation is no longer known.
    @ServerRequestFilter
    void look(ResourceInfo operation, ContainerRequestContext request) {
        String name =
                OperationName.of(request.getMethod(), operation.getResourceClass(), operation.getResourceMethod());
        deprecations.called(name).ifPresent(notice -> request.setProperty(NOTICE, notice));
    }

    @ServerResponseFilter
    void tell(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(NOTICE) instanceof Notice notice) {
            notice.headers().forEach((name, value) -> response.getHeaders().add(name, value));
        }
    }
}
