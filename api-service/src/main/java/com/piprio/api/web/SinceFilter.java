package com.piprio.api.web;

import com.piprio.runtime.RunningRelease;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Hides operations that the running release does not have yet. */
class SinceFilter {

    private final RunningRelease release;

    SinceFilter(RunningRelease release) {
        this.release = release;
    }

    @ServerRequestFilter
    @Since("")
    Optional<Response> hide(ResourceInfo operation) {
        Since since = operation.getResourceMethod().getAnnotation(Since.class);
        return release.atLeast(since.value())
                ? Optional.empty()
                : Optional.of(
                        Problem.response(Status.NOT_FOUND, "release " + release.version() + " has no such operation"));
    }
}
