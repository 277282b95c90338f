package com.piprio.api.store;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One field of a schema version.
 *
 * @param options what a field of type choice offers; empty for other types
 */
public record SchemaField(
        @Schema(required = true) String name,

        @Schema(
                required = true,
                enumeration = {"text", "number", "boolean", "choice"})
        String type,

        boolean required,
        List<String> options) {

    private static final List<String> TYPES = List.of("text", "number", "boolean", "choice");

    /** Takes absent options for none. */
    public SchemaField {
        options = options == null ? List.of() : List.copyOf(options);
    }

    /** Tells what is wrong with the definition of this field, if anything. */
    public Optional<String> problem() {
        if (name == null || !name.matches("[A-Za-z][A-Za-z0-9_]{0,62}")) {
            return Optional.of("a field's name must be a letter followed by at most 62 letters, digits or underscores");
        }
        if (!TYPES.contains(type)) {
            return Optional.of("field " + name + ": type must be one of " + String.join(", ", TYPES));
        }
        if (type.equals("choice") == options.isEmpty()) {
            return Optional.of("field " + name + ": a choice has options, other types have none");
        }
        return Optional.empty();
    }

    /** Tells what is wrong with a label's value for this field, if anything. */
    public Optional<String> problemWith(@Nullable Object value) {
        if (value == null) {
            return required ? Optional.of("value for " + name + " is missing") : Optional.empty();
        }
        boolean fits =
                switch (type) {
                    case "text" -> value instanceof String;
                    case "number" -> value instanceof Number;
                    case "boolean" -> value instanceof Boolean;
                    default -> options.contains(value);
                };
        if (fits) {
            return Optional.empty();
        }
        return Optional.of("value for " + name + " must be "
                + (type.equals("choice") ? "one of " + String.join(", ", options) : "a " + type));
    }
}
