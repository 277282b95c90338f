package com.piprio.release.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.piprio.release.InvalidReleaseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A published OpenAPI document, version 3.1 (3.0 is read as well). */
public final class ApiDocument {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> METHODS =
            List.of("get", "put", "post", "delete", "patch", "head", "options", "trace");
    /** The largest one has 40 kB. */
    private static final long LARGEST = 10L << 20;

    private final JsonNode root;

    private ApiDocument(JsonNode root) {
        this.root = root;
    }

    /**
     * Reads a document; its path begins every problem.
     *
     * @throws InvalidReleaseException when it cannot be read or is none
     */
    public static ApiDocument read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new InvalidReleaseException(file + ": larger than 10 MiB: this is no OpenAPI document of ours");
            }
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new InvalidReleaseException(file + ": cannot be read: " + e);
        }
    }

    /** As {@link #read}, from a text. */
    public static ApiDocument parse(String json, String origin) {
        try {
            JsonNode root = JSON.readTree(json);
            if (!root.path("openapi").asText().startsWith("3.")
                    || !root.path("paths").isObject()) {
                throw new InvalidReleaseException(origin + ": expected an OpenAPI document of version 3");
            }
            return new ApiDocument(root);
        } catch (JsonProcessingException e) {
            throw new InvalidReleaseException(origin + ": not valid JSON: " + e.getOriginalMessage() + " (line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ")");
        }
    }

    /**
     * An operation, with what its path says for all of them.
     *
     * @param path as it is published
     * @param parameters by place and name; those of the path by their order
     */
    record Operation(String method, String path, JsonNode node, Map<String, JsonNode> parameters) {
        String name() {
            return method + " " + path;
        }

        boolean stable() {
            return !node.path("x-piprio-tier").asText("stable").equals("preview");
        }
    }

    /** By method and path, whatever the parameters in the path are called. */
    Map<String, Operation> operations() {
        return operations(root.path("paths"));
    }

    /**
     * Whether it has an operation, whatever the parameters in its path are called.
     *
     * @param operation method and path, such as {@code GET /api/v1/runs}
     */
    public boolean serves(String operation) {
        String[] parts = operation.split(" ", 2);
        return parts.length == 2 && operations().containsKey(unnamed(parts[1]) + " " + parts[0]);
    }

    /** A path whatever its parameters are called. */
    private static String unnamed(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }

    /** Messages that the platform sends. */
    Map<String, Operation> webhooks() {
        return operations(root.path("webhooks"));
    }

    private Map<String, Operation> operations(JsonNode paths) {
        Map<String, Operation> operations = new TreeMap<>();
        paths.fields().forEachRemaining(path -> {
            JsonNode item = target(path.getValue());
            for (String method : METHODS) {
                if (item.has(method)) {
                    String name = method.toUpperCase(Locale.ROOT);
                    operations.put(
                            unnamed(path.getKey()) + " " + name,
                            new Operation(name, path.getKey(), item.get(method), parameters(item, item.get(method))));
                }
            }
        });
        return operations;
    }

    private Map<String, JsonNode> parameters(JsonNode item, JsonNode operation) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        for (JsonNode owner : List.of(item, operation)) {
            for (JsonNode each : owner.path("parameters")) {
                JsonNode parameter = target(each);
                String place = parameter.path("in").asText();
                String name = parameter.path("name").asText();
                parameters.put(place + " parameter " + name, parameter);
            }
        }
        return parameters;
    }

    /** Security of an operation: alternatives, each what it needs, such as {@code token:write}. */
    List<Set<String>> access(Operation operation) {
        List<Set<String>> alternatives = new ArrayList<>();
        JsonNode security = operation.node().has("security") ? operation.node().get("security") : root.path("security");
        for (JsonNode alternative : security) {
            Set<String> needed = new LinkedHashSet<>();
            alternative.fields().forEachRemaining(scheme -> {
                needed.add(scheme.getKey());
                scheme.getValue().forEach(scope -> needed.add(scheme.getKey() + ":" + scope.asText()));
            });
            alternatives.add(needed);
        }
        return alternatives.isEmpty() ? List.of(Set.of()) : alternatives;
    }

    /** What a reference points to, however many there are on the way; other nodes are themselves. */
    JsonNode target(JsonNode node) {
        Set<String> seen = new LinkedHashSet<>();
        JsonNode current = node;
        while (current.has("$ref")) {
            String reference = current.get("$ref").asText();
            if (!seen.add(reference)) {
                throw cycle(seen, reference);
            }
            current = lookUp(reference);
        }
        return current;
    }

    private JsonNode lookUp(String reference) {
        JsonNode found = reference.startsWith("#/") ? root.at(reference.substring(1)) : root.path("");
        if (found.isMissingNode()) {
            throw new InvalidReleaseException("$ref " + reference + ": nothing is there in the document");
        }
        return found;
    }

    private static InvalidReleaseException cycle(Set<String> seen, String reference) {
        return new InvalidReleaseException(
                "$ref " + reference + ": a cycle: " + String.join(" -> ", seen) + " -> " + reference);
    }

    /** Several schemas that all hold, as one shape. */
    Shape shape(List<JsonNode> schemas) {
        Shape shape = new Shape();
        schemas.forEach(schema -> fill(shape, schema, Set.of()));
        return shape;
    }

    /** @param above references that lead here; none may come again before something is said */
    private void fill(Shape shape, JsonNode schema, Set<String> above) {
        shape.add(schema);
        if (schema.has("$ref")) {
            String reference = schema.get("$ref").asText();
            Set<String> further = new LinkedHashSet<>(above);
            if (!further.add(reference)) {
                throw cycle(further, reference);
            }
            if (shape.component == null) {
                shape.component = reference.substring(reference.lastIndexOf('/') + 1);
            }
            fill(shape, lookUp(reference), further);
        }
        schema.path("allOf").forEach(part -> fill(shape, part, above));
        for (String keyword : List.of("oneOf", "anyOf")) {
            if (schema.has(keyword)) {
                fillAlternatives(shape, schema.get(keyword), above);
            }
        }
    }

    private void fillAlternatives(Shape shape, JsonNode alternatives, Set<String> above) {
        List<JsonNode> proper = new ArrayList<>();
        boolean nullable = false;
        for (JsonNode alternative : alternatives) {
            if (alternative.path("type").asText().equals("null")) {
                nullable = true;
            } else {
                proper.add(alternative);
            }
        }
        if (proper.size() == 1) {
            fill(shape, proper.get(0), above);
        } else {
            shape.alternatives.addAll(proper);
        }
        if (nullable) {
            shape.orNull();
        }
    }
}
