package com.piprio.release.diff;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a schema of OpenAPI 3.1 demands, with references and {@code allOf} resolved.
 *
 * <p>Filled by {@link ApiDocument}; several schemas put into one shape hold together, as {@code allOf} says.
 */
final class Shape {
    /** Bounds that get tighter when they rise, and those that get tighter when they fall. */
    static final List<String> LOWER = List.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");

    static final List<String> UPPER = List.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");

    private static final List<String> VERBATIM = List.of("format", "pattern", "multipleOf", "const");

    /** Name of the component that it comes from, or null. */
    @Nullable
    String component;

    /** Null when every type is fine; {@code "null"} is one. */
    @Nullable
    Set<String> types;

    /** Null when every value is fine. */
    @Nullable
    Set<String> values;

    final Map<String, Double> bounds = new TreeMap<>();
    final Map<String, String> verbatim = new TreeMap<>();
    final Map<String, List<JsonNode>> properties = new LinkedHashMap<>();
    final Set<String> required = new TreeSet<>();
    final List<JsonNode> items = new ArrayList<>();
    final List<JsonNode> alternatives = new ArrayList<>();

    @Nullable
    String defaultValue;

    boolean closed;
    boolean readOnly;
    boolean extensible;

    /** Takes the keywords of one schema, without those that point to others. */
    void add(JsonNode schema) {
        addTypes(schema);
        JsonNode listed = schema.path("enum");
        if (listed.isArray()) {
            Set<String> read = new LinkedHashSet<>();
            listed.forEach(value -> read.add(value.isTextual() ? value.textValue() : value.toString()));
            restrictValues(read);
        }
        LOWER.forEach(name -> bound(schema, name, true));
        UPPER.forEach(name -> bound(schema, name, false));
        for (String name : VERBATIM) {
            if (schema.has(name)) {
                verbatim.merge(
                        name,
                        schema.get(name).asText(),
                        (one, other) -> one.equals(other) ? one : one + " and " + other);
            }
        }
        schema.path("properties").fields().forEachRemaining(property -> properties
                .computeIfAbsent(property.getKey(), name -> new ArrayList<>())
                .add(property.getValue()));
        schema.path("required").forEach(name -> required.add(name.asText()));
        if (schema.has("items")) {
            items.add(schema.get("items"));
        }
        if (schema.has("default")) {
            defaultValue = schema.get("default").asText();
        }
        closed |= schema.path("additionalProperties").isBoolean()
                && !schema.path("additionalProperties").booleanValue();
        readOnly |= schema.path("readOnly").asBoolean();
        extensible |= schema.path("x-extensible-enum").asBoolean();
    }

    private void addTypes(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isMissingNode()) {
            return;
        }
        Set<String> read = new TreeSet<>();
        if (type.isArray()) {
            type.forEach(name -> read.add(name.asText()));
        } else {
            read.add(type.asText());
        }
        if (schema.path("nullable").asBoolean()) {
            read.add("null");
        }
        if (types == null) {
            types = read;
        } else {
            types.retainAll(read);
        }
    }

    private void restrictValues(Set<String> read) {
        if (values == null) {
            values = read;
        } else {
            values.retainAll(read);
        }
    }

    private void bound(JsonNode schema, String name, boolean lower) {
        if (schema.path(name).isNumber()) {
            bounds.merge(name, schema.get(name).doubleValue(), lower ? Math::max : Math::min);
        }
    }

    /** One of several schemas said {@code null} beside this one. */
    void orNull() {
        if (types != null) {
            types.add("null");
        }
        if (values != null) {
            values.add("null");
        }
    }

    boolean nullable() {
        return types == null || types.contains("null");
    }

    /** Without {@code null}; empty when every type is fine. */
    Set<String> typesProper() {
        Set<String> proper = new TreeSet<>(types == null ? Set.of() : types);
        proper.remove("null");
        return proper;
    }
}
