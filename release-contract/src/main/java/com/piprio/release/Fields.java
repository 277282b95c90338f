package com.piprio.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one YAML mapping: each is asked for once, what nobody asked for is reported as unknown.
 *
 * <p>A value that is missing or wrong is reported and stood in for, so that reading goes on to the next problem. What
 * was read is of use only while there are no problems.
 */
final class Fields {
    private final String path;
    private final JsonNode node;
    private final List<String> problems;
    private final Set<String> asked = new HashSet<>();

    Fields(String path, JsonNode node, List<String> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
        if (!node.isObject()) {
            problem("", "expected keys with values");
        }
    }

    private void problem(String key, String text) {
        String place = path + (path.isEmpty() || key.isEmpty() ? "" : ".") + key;
        problems.add((place.isEmpty() ? "" : place + ": ") + text);
    }

    private @Nullable JsonNode optional(String key) {
        asked.add(key);
        return node.get(key);
    }

    private @Nullable JsonNode required(String key) {
        JsonNode value = optional(key);
        if (value == null && node.isObject()) {
            problem(key, "missing");
        }
        return value;
    }

    String text(String key) {
        JsonNode value = required(key);
        return value == null ? "" : text(key, value);
    }

    @Nullable
    String optionalText(String key) {
        JsonNode value = optional(key);
        return value == null ? null : text(key, value);
    }

    private String text(String key, JsonNode value) {
        if (!value.isTextual()) {
            problem(key, "expected text, found " + value + " (put it in quotes)");
        } else if (value.textValue().isBlank()) {
            problem(key, "expected text, found none");
        }
        return value.asText();
    }

    boolean flag(String key) {
        JsonNode value = required(key);
        if (value != null && !value.isBoolean()) {
            problem(key, "expected true or false, found " + value);
        }
        return value != null && value.asBoolean();
    }

    /** A number that has only one accepted value. */
    void constant(String key, int accepted) {
        JsonNode value = required(key);
        if (value != null && !(value.isInt() && value.intValue() == accepted)) {
            problem(key, "expected " + accepted + ", found " + value);
        }
    }

    String matching(String key, String pattern, String expected) {
        String value = text(key);
        if (!value.isEmpty() && !value.matches(pattern)) {
            problem(key, "expected " + expected + ", found \"" + value + "\"");
        }
        return value;
    }

    /** A text that a parser turns into a value; the parser's exception is the problem. */
    <T> T parsed(String key, T standIn, Function<String, T> parser) {
        int before = problems.size();
        String value = text(key);
        if (value.isEmpty() || problems.size() > before) {
            return standIn;
        }
        try {
            return parser.apply(value);
        } catch (InvalidReleaseException e) {
            problem(key, e.getMessage() == null ? "not valid" : e.getMessage());
            return standIn;
        }
    }

    Fields object(String key) {
        JsonNode value = required(key);
        return new Fields(child(key), value == null ? JsonNodeFactory.instance.objectNode() : value, problems);
    }

    <T> @Nullable T optionalObject(String key, Function<Fields, T> reader) {
        JsonNode value = optional(key);
        return value == null ? null : read(new Fields(child(key), value, problems), reader);
    }

    <T> List<T> list(String key, Function<Fields, T> reader) {
        JsonNode value = required(key);
        return value == null ? List.of() : items(key, value, reader);
    }

    <T> List<T> optionalList(String key, Function<Fields, T> reader) {
        JsonNode value = optional(key);
        return value == null ? List.of() : items(key, value, reader);
    }

    /** Texts of a list that may be absent. */
    List<String> optionalTexts(String key, String pattern, String expected) {
        JsonNode value = optional(key);
        if (value == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        value.forEach(item -> texts.add(item.asText()));
        if (!value.isArray() || texts.stream().anyMatch(text -> !text.matches(pattern))) {
            problem(key, "expected a list, each " + expected + ", found " + value);
        }
        return texts;
    }

    private <T> List<T> items(String key, JsonNode value, Function<Fields, T> reader) {
        if (!value.isArray()) {
            problem(key, "expected a list");
            return List.of();
        }
        List<T> items = new ArrayList<>();
        for (JsonNode item : value) {
            items.add(read(new Fields(child(key) + "[" + (items.size() + 1) + "]", item, problems), reader));
        }
        return items;
    }

    private static <T> T read(Fields fields, Function<Fields, T> reader) {
        T value = reader.apply(fields);
        fields.finish();
        return value;
    }

    private String child(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Reports the keys that nobody asked for. */
    void finish() {
        node.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                problem(name, "unknown key");
            }
        });
    }
}
