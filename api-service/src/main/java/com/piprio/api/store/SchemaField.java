package com.piprio.api.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One field of a schema version.
 *
 * @param options what a field of type choice offers; empty for other types
 * @param label for people, instead of the name
 * @param hint for people who fill it in
 * @param unit that a number is in
 * @param minimum smallest number
 * @param maximum largest number
 * @param longest text in characters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SchemaField(
        @Schema(required = true) String name,

        @Schema(
                required = true,
                enumeration = {"text", "number", "boolean", "choice"})
        String type,

        boolean required,
        List<String> options,

        @Schema(extensions = @Extension(name = "x-piprio-since", value = "1.5.0")) @Nullable
        String label,

        @Schema(extensions = @Extension(name = "x-piprio-since", value = "1.5.0")) @Nullable
        String hint,

        @Schema(extensions = @Extension(name = "x-piprio-since", value = "1.5.0")) @Nullable
        String unit,

        @Schema(extensions = @Extension(name = "x-piprio-since", value = "1.5.0")) @Nullable
        Double minimum,

        @Schema(extensions = @Extension(name = "x-piprio-since", value = "1.5.0")) @Nullable
        Double maximum,

        @Schema(extensions = @Extension(name = "x-piprio-since", value = "1.5.0")) @Nullable
        Integer longest) {

    private static final List<String> TYPES = List.of("text", "number", "boolean", "choice");
    private static final int LONGEST_LABEL = 200;
    private static final int LONGEST_HINT = 1000;
    private static final int LONGEST_UNIT = 50;

    /** Takes absent options for none. */
    public SchemaField {
        options = options == null ? List.of() : List.copyOf(options);
    }

    /** A field that says only what every release knows. */
    static SchemaField of(String name, String type, boolean required, List<String> options) {
        return new SchemaField(name, type, required, options, null, null, null, null, null, null);
    }

    /** What releases before 1.5.0 know of it. */
    SchemaField plain() {
        return of(name, type, required, options);
    }

    /** Tells what is wrong with the definition of this field, if anything. */
    public Optional<String> problem() {
        if (name == null || !name.matches("[A-Za-z][A-Za-z0-9_]{0,62}")) {
            return Optional.of("a field's name must be a letter followed by at most 62 letters, digits or underscores");
        }
        if (type == null || !TYPES.contains(type)) {
            return Optional.of("field " + name + ": type must be one of " + String.join(", ", TYPES));
        }
        if (type.equals("choice") == options.isEmpty()) {
            return Optional.of("field " + name + ": a choice has options, other types have none");
        }
        return Stream.of(
                        text("label", label, LONGEST_LABEL),
                        text("hint", hint, LONGEST_HINT),
                        text("unit", unit, LONGEST_UNIT),
                        limits())
                .flatMap(Optional::stream)
                .findFirst()
                .map(problem -> "field " + name + ": " + problem);
    }

    private static Optional<String> text(String keyword, @Nullable String value, int longest) {
        if (value == null || !value.isBlank() && value.length() <= longest && value.indexOf('\0') < 0) {
            return Optional.empty();
        }
        return Optional.of(keyword + " must be a text of at most " + longest + " characters");
    }

    private Optional<String> limits() {
        if (!type.equals("number") && (unit != null || minimum != null || maximum != null)) {
            return Optional.of("only a number has unit, minimum and maximum");
        }
        if (!type.equals("text") && longest != null) {
            return Optional.of("only a text has longest");
        }
        // Jackson reads the text "NaN" as a number, and nothing is above or below it.
        if (minimum != null && !Double.isFinite(minimum) || maximum != null && !Double.isFinite(maximum)) {
            return Optional.of("minimum and maximum must be numbers");
        }
        if (minimum != null && maximum != null && minimum > maximum) {
            return Optional.of("minimum must not be above maximum");
        }
        return longest != null && longest < 1 ? Optional.of("longest must be at least 1") : Optional.empty();
    }

    /** Tells what is wrong with a label's value for this field, if anything. */
    public Optional<String> problemWith(@Nullable Object value) {
        if (value == null) {
            return required ? Optional.of("value for " + name + " is missing") : Optional.empty();
        }
        return fits(value) ? Optional.empty() : Optional.of("value for " + name + " must be " + expected());
    }

    private boolean fits(Object value) {
        return switch (type) {
            case "text" -> value instanceof String text && (longest == null || text.length() <= longest);
            case "number" -> value instanceof Number number && isWithin(number.doubleValue());
            case "boolean" -> value instanceof Boolean;
            default -> options.contains(value);
        };
    }

    private boolean isWithin(double number) {
        return (minimum == null || number >= minimum) && (maximum == null || number <= maximum);
    }

    private String expected() {
        return switch (type) {
            case "text" -> "a text" + (longest == null ? "" : " of at most " + longest + " characters");
            case "number" ->
                "a number" + (minimum == null ? "" : " from " + minimum) + (maximum == null ? "" : " up to " + maximum);
            case "boolean" -> "a boolean";
            default -> "one of " + String.join(", ", options);
        };
    }
}
