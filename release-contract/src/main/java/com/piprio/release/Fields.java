package com.piprio.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
    private final Set<String> asked = new LinkedHashSet<>();

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

    boolean optionalFlag(String key, boolean standIn) {
        return optional(key) == null ? standIn : flag(key);
    }

    /** A whole number within bounds. */
    int number(String key, int lowest, int highest) {
        JsonNode value = required(key);
        return value == null ? lowest : number(key, value, lowest, highest);
    }

    @Nullable
    Integer optionalPort(String key) {
        JsonNode value = optional(key);
        return value == null ? null : number(key, value, 1, 65535);
    }

    @Nullable
    Long optionalBound(String key) {
        JsonNode value = optional(key);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()) {
            problem(key, "expected a whole number, found " + value);
        }
        return value.asLong();
    }

    private int number(String key, JsonNode value, int lowest, int highest) {
        if (!value.isInt() || value.intValue() < lowest || value.intValue() > highest) {
            problem(key, "expected a whole number from " + lowest + " to " + highest + ", found " + value);
        }
        return value.asInt(lowest);
    }

    @Nullable
    String optionalMatching(String key, String pattern, String expected) {
        return optional(key) == null ? null : matching(key, pattern, expected);
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

    /** As {@link #parsed}, for a key that may be absent. */
    <T> @Nullable T optionalParsed(String key, T standIn, Function<String, T> parser) {
        return optional(key) == null ? null : parsed(key, standIn, parser);
    }

    <T> T object(String key, Function<Fields, T> reader) {
        return read(object(key), reader);
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
        value.forEach(item -> texts.add(item.isTextual() ? item.textValue() : item + " without quotes"));
        if (!value.isArray() || texts.stream().anyMatch(text -> !text.matches(pattern))) {
            problem(key, "expected a list, each " + expected + ", found " + value);
        }
        return texts;
    }

    /** Texts of a list that must be there. */
    List<String> texts(String key, String pattern, String expected) {
        return required(key) == null ? List.of() : optionalTexts(key, pattern, expected);
    }

    /** Whole numbers of a list that must be there, at least one. */
    List<Integer> numbers(String key) {
        JsonNode value = required(key);
        List<Integer> numbers = new ArrayList<>();
        if (value != null) {
            value.forEach(item -> numbers.add(item.isInt() ? item.intValue() : -1));
            if (!value.isArray() || numbers.isEmpty() || numbers.contains(-1)) {
                problem(key, "expected a list of whole numbers, found " + value);
            }
        }
        return numbers;
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
                problem(name, "unknown key (known here: " + String.join(", ", asked) + ")");
            }
        });
    }
}
