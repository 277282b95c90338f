package com.piprio.api.web;

import com.piprio.api.contract.Refusal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A {@link Problem} with a change of a schema version that is in use.
 *
 * @param rules every rule that keeps the change out
 * @param next the operation that takes the change
 */
public record SchemaProblem(
        @Schema(required = true) int status,
        @Schema(required = true) String title,
        @Schema(required = true) String detail,
        @Schema(required = true) List<Refusal> rules,
        @Schema(required = true) String next) {}
