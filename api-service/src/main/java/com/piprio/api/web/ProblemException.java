package com.piprio.api.web;

import jakarta.ws.rs.core.Response.Status;

/** Ends a request with a problem that its sender can act on. */
class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Status status;

    private ProblemException(Status status, String detail) {
        super(detail);
        this.status = status;
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(Status.BAD_REQUEST, detail);
    }

    static ProblemException conflict(String detail) {
        return new ProblemException(Status.CONFLICT, detail);
    }

    static ProblemException notFound(String what, Object id) {
        return new ProblemException(Status.NOT_FOUND, "there is no " + what + " " + id);
    }

    Status status() {
        return status;
    }
}
