package com.piprio.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.release.Api.DeprecatedOperation;
import com.piprio.runtime.Version;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * What a release publishes of the OpenAPI document that the build makes: everything that is not newer, and marks on the
 * operations that its {@code release.yaml} calls deprecated.
 */
final class OpenApiOfRelease {

    private static final String SINCE = "x-piprio-since";

    private OpenApiOfRelease() {}

    static ObjectNode of(JsonNode everything, Version release, List<DeprecatedOperation> deprecated) {
        ObjectNode document = everything.deepCopy();
        dropNewer(document, release);
        ObjectNode paths = (ObjectNode) document.get("paths");
        names(paths).stream().filter(path -> paths.get(path).isEmpty()).forEach(paths::remove);
        dropUnused(document);
        deprecated.forEach(notice -> mark(paths, notice.operation()));
        return document;
    }

    private static void mark(ObjectNode paths, String operation) {
        int space = operation.indexOf(' ');
        String method = operation.substring(0, space).toLowerCase(Locale.ROOT);
        JsonNode node = paths.path(operation.substring(space + 1)).path(method);
        assertThat(node.isObject()).as("there is %s", operation).isTrue();
        ((ObjectNode) node).put("deprecated", true);
    }

    private static void dropNewer(JsonNode node, Version release) {
        if (node instanceof ObjectNode object) {
            names(object).stream()
                    .filter(name -> isNewer(object.get(name), release))
                    .forEach(object::remove);
        }
        node.forEach(child -> dropNewer(child, release));
    }

    private static boolean isNewer(JsonNode node, Version release) {
        return node.has(SINCE) && !release.atLeast(Version.of(node.get(SINCE).asText()));
    }

    // A schema may be used by one that falls out itself, so this repeats until nothing more does.
    private static void dropUnused(ObjectNode document) {
        ObjectNode schemas = (ObjectNode) document.get("components").get("schemas");
        boolean dropped = true;
        while (dropped) {
            String text = document.toString();
            List<String> unused = names(schemas).stream()
                    .filter(name -> !text.contains("\"#/components/schemas/" + name + "\""))
                    .toList();
            unused.forEach(schemas::remove);
            dropped = !unused.isEmpty();
        }
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        for (Iterator<String> fields = object.fieldNames(); fields.hasNext(); ) {
            names.add(fields.next());
        }
        return names;
    }
}
