package com.piprio.release.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.piprio.release.diff.ApiChange.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Compares two schemas in one direction: what a client says may grow, what it hears may shrink. */
final class SchemaDiffer {
    /** Who writes what the schema describes. */
    enum Direction {
        REQUEST,
        ANSWER
    }

    /** Takes what is found. */
    interface Findings {
        void add(Kind kind, String place, String detail);
    }

    private final ApiDocument before;
    private final ApiDocument after;
    private final Direction direction;
    private final Findings findings;
    private final Set<String> compared = new HashSet<>();

    SchemaDiffer(ApiDocument before, ApiDocument after, Direction direction, Findings findings) {
        this.before = before;
        this.after = after;
        this.direction = direction;
        this.findings = findings;
    }

    /** @param place in words, where the schemas have no name of their own */
    void compare(JsonNode was, JsonNode now, String place) {
        compare(List.of(was), List.of(now), place);
    }

    private void compare(List<JsonNode> was, List<JsonNode> now, String place) {
        Shape old = before.shape(was);
        Shape young = after.shape(now);
        String here = old.component == null ? place : old.component;
        // A schema that contains itself is compared once; its name is the only way back to it.
        if (old.component != null && !compared.add(old.component + " " + young.component)) {
            return;
        }
        types(old, young, here);
        values(old, young, here);
        bounds(old, young, here);
        properties(old, young, here);
        alternatives(old, young, here);
        if (!old.items.isEmpty() && !young.items.isEmpty()) {
            compare(old.items, young.items, here + "[]");
        }
    }

    private boolean request() {
        return direction == Direction.REQUEST;
    }

    private void types(Shape old, Shape young, String here) {
        Set<String> was = old.typesProper();
        Set<String> now = young.typesProper();
        boolean more = now.isEmpty() || covers(now, was) && !was.isEmpty();
        boolean less = was.isEmpty() || covers(was, now) && !now.isEmpty();
        if (!was.equals(now)) {
            if (request() && more) {
                findings.add(Kind.REQUEST_TAKES_MORE, here, "type " + was + " -> " + now);
            } else if (request() || !less) {
                findings.add(Kind.TYPE_CHANGED, here, "type " + was + " -> " + now);
            }
        }
        differ(old, young, "format", here);
        if (old.nullable() != young.nullable() && old.types != null && young.types != null) {
            if (request()) {
                findings.add(
                        young.nullable() ? Kind.REQUEST_TAKES_MORE : Kind.REQUEST_TAKES_LESS,
                        here,
                        young.nullable() ? "may be null" : "may not be null any more");
            } else if (young.nullable()) {
                findings.add(Kind.ANSWER_MAY_BE_NULL, here, "may be null");
            }
        }
    }

    /** An integer is a number, too. */
    private static boolean covers(Set<String> wide, Set<String> narrow) {
        return narrow.stream()
                .allMatch(type -> wide.contains(type) || type.equals("integer") && wide.contains("number"));
    }

    private void differ(Shape old, Shape young, String name, String here) {
        String was = old.verbatim.get(name);
        String now = young.verbatim.get(name);
        if (!Objects.equals(was, now) && !(request() && now == null)) {
            findings.add(Kind.TYPE_CHANGED, here, name + " " + was + " -> " + now);
        }
    }

    private void values(Shape old, Shape young, String here) {
        Set<String> was = old.values;
        Set<String> now = young.values;
        Set<String> gone = minus(was, now);
        Set<String> added = minus(now, was);
        if (request()) {
            if (was == null && now != null || was != null && now != null && !gone.isEmpty()) {
                findings.add(Kind.REQUEST_TAKES_LESS, here, was == null ? "only " + now : "value gone: " + gone);
            }
            if (was != null && (now == null || !added.isEmpty())) {
                findings.add(Kind.REQUEST_TAKES_MORE, here, now == null ? "any value" : "value added: " + added);
            }
        } else if (was != null && (now == null || !added.isEmpty())) {
            findings.add(
                    young.extensible && old.extensible ? Kind.ANSWER_VALUE_ADDED_AS_ANNOUNCED : Kind.ANSWER_VALUE_ADDED,
                    here,
                    now == null ? "any value" : "value added: " + added);
        }
    }

    private static Set<String> minus(
            @org.jspecify.annotations.Nullable Set<String> from, @org.jspecify.annotations.Nullable Set<String> what) {
        Set<String> rest = new TreeSet<>(from == null ? Set.of() : from);
        rest.removeAll(what == null ? Set.of() : what);
        return rest;
    }

    /** Only requests: tighter bounds of an answer still fit the old ones, and wider ones are more correct behaviour. */
    private void bounds(Shape old, Shape young, String here) {
        if (!request()) {
            return;
        }
        Set<String> names = new TreeSet<>(old.bounds.keySet());
        names.addAll(young.bounds.keySet());
        for (String name : names) {
            Double was = old.bounds.get(name);
            Double now = young.bounds.get(name);
            if (!Objects.equals(was, now)) {
                boolean rises = was == null || now != null && now > was;
                boolean tighter = now != null && (was == null || rises == Shape.LOWER.contains(name));
                findings.add(
                        tighter ? Kind.REQUEST_TAKES_LESS : Kind.REQUEST_TAKES_MORE,
                        here,
                        name + " " + was + " -> " + now);
            }
        }
        for (String name : List.of("pattern", "multipleOf", "const")) {
            String was = old.verbatim.get(name);
            String now = young.verbatim.get(name);
            if (!Objects.equals(was, now)) {
                findings.add(
                        now == null ? Kind.REQUEST_TAKES_MORE : Kind.REQUEST_TAKES_LESS,
                        here,
                        name + " " + was + " -> " + now);
            }
        }
        if (!Objects.equals(old.defaultValue, young.defaultValue)) {
            findings.add(Kind.DEFAULT_CHANGED, here, "default " + old.defaultValue + " -> " + young.defaultValue);
        }
        if (old.closed != young.closed) {
            findings.add(
                    young.closed ? Kind.REQUEST_TAKES_LESS : Kind.REQUEST_TAKES_MORE,
                    here,
                    young.closed ? "further fields are refused" : "further fields are accepted");
        }
        if (!old.readOnly && young.readOnly) {
            findings.add(Kind.REQUEST_TAKES_LESS, here, "read-only");
        }
    }

    private void properties(Shape old, Shape young, String here) {
        young.properties.forEach((name, now) -> {
            String place = here + "." + name;
            List<JsonNode> was = old.properties.get(name);
            boolean required = young.required.contains(name);
            if (was == null) {
                added(place, required);
                return;
            }
            if (request() && required && !old.required.contains(name)) {
                findings.add(Kind.REQUEST_NEEDS_MORE, place, "required");
            }
            if (request() && !required && old.required.contains(name)) {
                findings.add(Kind.REQUEST_TAKES_MORE, place, "optional");
            }
            if (!request() && !required && old.required.contains(name)) {
                findings.add(Kind.ANSWER_FIELD_MAY_BE_ABSENT, place, "may be absent");
            }
            compare(was, now, place);
        });
        old.properties.keySet().stream()
                .filter(name -> !young.properties.containsKey(name))
                .forEach(name -> findings.add(
                        request() ? Kind.REQUEST_TAKES_LESS : Kind.ANSWER_FIELD_REMOVED, here + "." + name, "removed"));
    }

    private void added(String place, boolean required) {
        if (!request()) {
            findings.add(Kind.ANSWER_FIELD_ADDED, place, "new");
        } else if (required) {
            findings.add(Kind.REQUEST_NEEDS_MORE, place, "new and required");
        } else {
            findings.add(Kind.REQUEST_TAKES_MORE, place, "new and optional");
        }
    }

    /** Those with the same name, or the same text, are the same. */
    private void alternatives(Shape old, Shape young, String here) {
        Map<String, JsonNode> was = named(before, old.alternatives);
        Map<String, JsonNode> now = named(after, young.alternatives);
        was.forEach((name, schema) -> {
            JsonNode match = now.get(name);
            if (match != null) {
                compare(schema, match, here + " as " + name);
            } else if (request()) {
                findings.add(Kind.REQUEST_TAKES_LESS, here, "not as " + name + " any more");
            }
        });
        now.keySet().stream()
                .filter(name -> !was.containsKey(name) && !was.isEmpty())
                .forEach(name ->
                        findings.add(request() ? Kind.REQUEST_TAKES_MORE : Kind.TYPE_CHANGED, here, "also as " + name));
    }

    private static Map<String, JsonNode> named(ApiDocument document, List<JsonNode> alternatives) {
        Map<String, JsonNode> named = new LinkedHashMap<>();
        List<JsonNode> copy = new ArrayList<>(alternatives);
        copy.forEach(schema -> named.put(
                Objects.requireNonNullElse(document.shape(List.of(schema)).component, schema.toString()), schema));
        return named;
    }
}
