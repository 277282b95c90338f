package com.piprio.api.contract;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A rule that keeps a change out of a live version of a schema.
 *
 * @param rule its id in the compatibility policy, such as {@code C4}
 * @param field that the change concerns
 * @param change what kind of change it is
 * @param detail what was and what would be; empty when the kind says everything
 * @param why it is kept out
 * @param remedy what leads on
 */
public record Refusal(
        @Schema(required = true) String rule,
        @Schema(required = true) String field,
        @Schema(required = true) String change,
        @Schema(required = true) String detail,
        @Schema(required = true) String why,
        @Schema(required = true) String remedy) {}
