package com.piprio.backup;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** The fields of one JSON object, each read exactly once; those that nobody asked for are an error. */
final class JsonFields {
    private final JsonNode node;
    private final String origin;
    private final Set<String> read = new HashSet<>();

    JsonFields(JsonNode node, String origin) {
        if (!node.isObject()) {
            throw Damage.of(origin, "an object is expected");
        }
        this.node = node;
        this.origin = origin;
    }

    String text(String name) {
        JsonNode value = value(name);
        if (!value.isTextual()) {
            throw wrong(name, "a text is expected");
        }
        return value.textValue();
    }

    String text(String name, Predicate<String> form) {
        String text = text(name);
        if (!form.test(text)) {
            throw wrong(name, "'" + Damage.printable(text) + "' is not allowed");
        }
        return text;
    }

    /** A whole number from 0 to the largest long. */
    long count(String name) {
        return count(name, value(name));
    }

    /** As {@link #count(String)}, up to a limit. */
    long count(String name, long largest) {
        long count = count(name);
        if (count > largest) {
            throw wrong(name, "is too large");
        }
        return count;
    }

    private long count(String name, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw wrong(name, "a whole number from 0 to " + Long.MAX_VALUE + " is expected");
        }
        return value.longValue();
    }

    SortedMap<String, Long> counts(String name) {
        return map(name, this::count);
    }

    SortedMap<String, String> texts(String name) {
        return map(name, (key, value) -> {
            if (!value.isTextual()) {
                throw wrong(name, "a text is expected for '" + Damage.printable(key) + "'");
            }
            return value.textValue();
        });
    }

    private <V> SortedMap<String, V> map(String name, BiFunction<String, JsonNode, V> reader) {
        JsonNode value = value(name);
        if (!value.isObject()) {
            throw wrong(name, "an object is expected");
        }
        SortedMap<String, V> map = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            map.put(field.getKey(), reader.apply(field.getKey(), field.getValue()));
        }
        return map;
    }

    /** The object in that field; its fields are read, and asked for others, by themselves. */
    JsonFields object(String name) {
        return new JsonFields(value(name), origin);
    }

    /** Whether there is such a field, for those that may be left out. */
    boolean has(String name) {
        return node.has(name);
    }

    List<JsonFields> objects(String name) {
        JsonNode value = value(name);
        if (!value.isArray()) {
            throw wrong(name, "a list is expected");
        }
        List<JsonFields> objects = new ArrayList<>();
        value.forEach(element -> objects.add(new JsonFields(element, origin)));
        return objects;
    }

    /** Call last. */
    void noOthers() {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!read.contains(name)) {
                throw Damage.of(origin, "unknown field '" + Damage.printable(name) + "'");
            }
        }
    }

    private JsonNode value(String name) {
        read.add(name);
        JsonNode value = node.get(name);
        if (value == null) {
            throw Damage.of(origin, "field '" + name + "' is missing");
        }
        return value;
    }

    private RuntimeException wrong(String name, String problem) {
        return Damage.of(origin, "field '" + name + "': " + problem);
    }
}
