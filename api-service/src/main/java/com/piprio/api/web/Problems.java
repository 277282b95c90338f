package com.piprio.api.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.piprio.runtime.DatabaseException;
import com.piprio.runtime.ObjectStoreException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns what was thrown into a problem. Details of the database or of our code never leave the service. */
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper
    Response problem(ProblemException problem) {
        return Problem.response(problem.status(), message(problem));
    }

    @ServerExceptionMapper
    Response schemaChange(SchemaChangeException refused) {
        return Response.status(Status.CONFLICT)
                .type(Problem.TYPE)
                .entity(refused.problem())
                .build();
    }

    @ServerExceptionMapper
    Response database(DatabaseException failure) {
        if (failure.violatesConstraint()) {
            return Problem.response(Status.CONFLICT, "this contradicts what is stored already");
        }
        if (failure.rejectsStatement()) {
            return bug(failure);
        }
        LOG.warnf("the database refused a request: %s", failure.getMessage());
        return unavailable("the database does not answer");
    }

    @ServerExceptionMapper
    Response objects(ObjectStoreException failure) {
        LOG.warnf("the object store refused a request: %s", failure.getMessage());
        return unavailable("the object store does not answer");
    }

    @ServerExceptionMapper
    Response http(WebApplicationException failure) {
        Response.StatusType status = failure.getResponse().getStatusInfo();
        Throwable cause = failure.getCause();
        return Problem.response(
                status, cause instanceof JsonProcessingException json ? json.getOriginalMessage() : message(failure));
    }

    // Quarkus maps the mismatch on its own, to an answer without a body, unless it is named here.
    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    Response json(JsonProcessingException failure) {
        return Problem.response(
                Status.BAD_REQUEST, "the body is not the JSON expected: " + failure.getOriginalMessage());
    }

    @ServerExceptionMapper
    Response bug(RuntimeException failure) {
        LOG.error("a request failed", failure);
        return Problem.response(Status.INTERNAL_SERVER_ERROR, "the service failed; its log says more");
    }

    private static Response unavailable(String detail) {
        return Response.fromResponse(Problem.response(Status.SERVICE_UNAVAILABLE, detail))
                .header(HttpHeaders.RETRY_AFTER, 1)
                .build();
    }

    private static String message(Throwable failure) {
        @Nullable String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
