package com.piprio.api.web;

import com.piprio.api.contract.Refusal;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.UUID;

/** Ends a request that would change a schema version so that labels made under it might not fit it any more. */
class SchemaChangeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient SchemaProblem problem;

    SchemaChangeException(UUID schema, int version, List<Refusal> rules) {
        super("version " + version + " of schema " + schema + " takes no such change");
        String next = "POST /api/v1/schemas/" + schema + "/versions";
        this.problem = new SchemaProblem(
                Status.CONFLICT.getStatusCode(),
                Status.CONFLICT.getReasonPhrase(),
                getMessage() + ": labels were or may be made under it; make it in a new version, " + next,
                rules,
                next);
    }

    SchemaProblem problem() {
        return problem;
    }
}
