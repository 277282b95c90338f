package com.piprio.release.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.piprio.release.Api;
import com.piprio.release.diff.ApiChange.Kind;
import com.piprio.release.diff.ApiDocument.Operation;
import com.piprio.release.diff.SchemaDiffer.Direction;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares two published API documents. */
final class ApiDiffer {
    private static final int NOTICE_DAYS = 180;

    /** Where something changed, and what; several operations may show the same. */
    private record Key(Kind kind, String place, String detail) {}

    /** Who shows it, and whether one of them is stable. */
    private static final class Seen {
        private final Set<String> operations = new TreeSet<>();
        private boolean stable;
    }

    private final ApiDocument before;
    private final ApiDocument after;
    private final Map<Key, Seen> found = new LinkedHashMap<>();

    private ApiDiffer(ApiDocument before, ApiDocument after) {
        this.before = before;
        this.after = after;
    }

    /**
     * Every change, in the order of paths.
     *
     * @param was what the older release says about its operations
     * @param released the day of the newer release, from which notice is counted
     */
    static List<ApiChange> compare(ApiDocument before, ApiDocument after, Api was, Api now, LocalDate released) {
        ApiDiffer differ = new ApiDiffer(before, after);
        differ.operations(before.operations(), after.operations());
        differ.sunsets(was, now, released);
        differ.webhooks();
        return differ.changes();
    }

    private List<ApiChange> changes() {
        List<ApiChange> changes = new ArrayList<>();
        found.forEach((key, seen) -> changes.add(
                new ApiChange(key.kind(), key.place(), key.detail(), seen.stable, List.copyOf(seen.operations))));
        return changes;
    }

    /** Of an operation itself. */
    private void add(Operation operation, boolean stable, Kind kind, String detail) {
        Seen seen = found.computeIfAbsent(new Key(kind, operation.name(), detail), key -> new Seen());
        seen.stable |= stable;
    }

    private void operations(Map<String, Operation> was, Map<String, Operation> now) {
        Map<String, Operation> all = new TreeMap<>(was);
        all.putAll(now);
        for (String name : all.keySet()) {
            Operation old = was.get(name);
            Operation young = now.get(name);
            if (old == null) {
                Operation added = Objects.requireNonNull(young);
                add(added, added.stable(), Kind.OPERATION_ADDED, "new");
            } else if (young == null) {
                add(old, old.stable(), Kind.OPERATION_REMOVED, "removed");
            } else {
                operation(old, young);
            }
        }
    }

    private void operation(Operation old, Operation young) {
        boolean stable = old.stable();
        if (old.stable() != young.stable()) {
            add(young, true, young.stable() ? Kind.TIER_RAISED : Kind.TIER_LOWERED, "");
        }
        String name = old.node().path("operationId").asText();
        if (!name.equals(young.node().path("operationId").asText())) {
            add(
                    young,
                    stable,
                    Kind.NAME_CHANGED,
                    name + " -> " + young.node().path("operationId").asText());
        }
        if (!old.path().equals(young.path())) {
            add(young, stable, Kind.PATH_PARAMETER_RENAMED, "was " + old.path());
        }
        access(old, young, stable);
        parameters(old, young, stable);
        JsonNode wasBody = before.target(old.node().path("requestBody"));
        JsonNode nowBody = after.target(young.node().path("requestBody"));
        body(wasBody, nowBody, young, stable);
        answers(old, young, stable);
    }

    private void access(Operation old, Operation young, boolean stable) {
        List<Set<String>> was = before.access(old);
        List<Set<String>> now = after.access(young);
        for (Set<String> alternative : was) {
            if (now.stream().noneMatch(alternative::containsAll)) {
                add(young, stable, Kind.ACCESS_HARDER, alternative + " is not enough; needed: " + now);
            }
        }
        for (Set<String> alternative : now) {
            if (was.stream().noneMatch(other -> other.containsAll(alternative) || alternative.containsAll(other))) {
                add(young, stable, Kind.ACCESS_BY_ANOTHER_WAY, alternative.toString());
            }
        }
    }

    private void parameters(Operation old, Operation young, boolean stable) {
        young.parameters().forEach((name, now) -> {
            JsonNode was = old.parameters().get(name);
            boolean required = now.path("required").asBoolean();
            if (name.startsWith("path ") && was == null) {
                return;
            }
            if (was == null) {
                add(young, stable, required ? Kind.REQUEST_NEEDS_MORE : Kind.REQUEST_TAKES_MORE, "new " + name);
                return;
            }
            if (required != was.path("required").asBoolean()) {
                add(
                        young,
                        stable,
                        required ? Kind.REQUEST_NEEDS_MORE : Kind.REQUEST_TAKES_MORE,
                        name + (required ? " required" : " optional"));
            }
            schemas(was, now, young, stable, Direction.REQUEST, name);
        });
        old.parameters().keySet().stream()
                .filter(name -> !young.parameters().containsKey(name) && !name.startsWith("path "))
                .forEach(name -> add(young, stable, Kind.REQUEST_TAKES_LESS, name + " removed"));
    }

    private void body(JsonNode was, JsonNode now, Operation young, boolean stable) {
        if (was.isMissingNode() && now.isMissingNode()) {
            return;
        }
        boolean required = now.path("required").asBoolean();
        if (now.isMissingNode()) {
            add(young, stable, Kind.REQUEST_TAKES_LESS, "no body any more");
        } else if (required && !was.path("required").asBoolean()) {
            add(young, stable, Kind.REQUEST_NEEDS_MORE, "body required");
        } else if (!required && was.path("required").asBoolean()) {
            add(young, stable, Kind.REQUEST_TAKES_MORE, "body optional");
        }
        if (!was.isMissingNode() && !now.isMissingNode()) {
            content(was, now, young, stable, Direction.REQUEST, "body");
        }
    }

    private void content(
            JsonNode was, JsonNode now, Operation young, boolean stable, Direction direction, String place) {
        Set<String> types = names(was.path("content"));
        types.addAll(names(now.path("content")));
        for (String type : types) {
            JsonNode old = was.path("content").path(type);
            JsonNode current = now.path("content").path(type);
            if (current.isMissingNode()) {
                add(young, stable, Kind.MEDIA_TYPE_REMOVED, place + " " + type);
            } else if (old.isMissingNode()) {
                add(young, stable, Kind.MEDIA_TYPE_ADDED, place + " " + type);
            } else {
                schemas(old, current, young, stable, direction, place);
            }
        }
    }

    private void answers(Operation old, Operation young, boolean stable) {
        JsonNode was = old.node().path("responses");
        JsonNode now = young.node().path("responses");
        Set<String> statuses = names(was);
        statuses.addAll(names(now));
        for (String status : statuses) {
            boolean refusal = status.startsWith("4");
            if (!now.has(status)) {
                add(
                        young,
                        stable,
                        refusal ? Kind.REJECTION_REMOVED : Kind.STATUS_REMOVED,
                        "status " + status + " gone");
            } else if (!was.has(status)) {
                add(young, stable, refusal ? Kind.REJECTION_ADDED : Kind.STATUS_ADDED, "status " + status + " new");
            } else {
                JsonNode before = this.before.target(was.get(status));
                JsonNode after = this.after.target(now.get(status));
                content(before, after, young, stable, Direction.ANSWER, "answer " + status);
                headers(before, after, young, stable, status);
            }
        }
    }

    private void headers(JsonNode was, JsonNode now, Operation young, boolean stable, String status) {
        Set<String> names = names(was.path("headers"));
        names.addAll(names(now.path("headers")));
        for (String name : names) {
            if (!now.path("headers").has(name)) {
                add(young, stable, Kind.HEADER_REMOVED, "header " + name + " of " + status);
            } else if (!was.path("headers").has(name)) {
                add(young, stable, Kind.HEADER_ADDED, "header " + name + " of " + status);
            }
        }
    }

    private void schemas(
            JsonNode was, JsonNode now, Operation young, boolean stable, Direction direction, String place) {
        if (!was.has("schema") || !now.has("schema")) {
            return;
        }
        SchemaDiffer.Findings findings = (kind, where, detail) -> {
            boolean component = !where.startsWith(place);
            Key key = new Key(
                    kind,
                    component ? where : young.name(),
                    component
                            ? direction.name().toLowerCase(java.util.Locale.ROOT) + ": " + detail
                            : where + ": " + detail);
            Seen seen = found.computeIfAbsent(key, ignored -> new Seen());
            seen.stable |= stable;
            if (component) {
                seen.operations.add(young.name());
            }
        };
        new SchemaDiffer(before, after, direction, findings).compare(was.get("schema"), now.get("schema"), place);
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Deprecation is what the release says; the document's own mark alone has no date, and none is too early. */
    private void sunsets(Api was, Api now, LocalDate released) {
        Map<String, LocalDate> announced = was.deprecated().stream()
                .collect(Collectors.toMap(Api.DeprecatedOperation::operation, Api.DeprecatedOperation::sunset));
        Map<String, Api.DeprecatedOperation> said = now.deprecated().stream()
                .collect(Collectors.toMap(Api.DeprecatedOperation::operation, operation -> operation));
        Map<String, Operation> older = byName(before);
        byName(after).forEach((name, operation) -> {
            boolean marked = operation.node().path("deprecated").asBoolean();
            boolean wasMarked = Optional.ofNullable(older.get(name))
                    .map(old -> old.node().path("deprecated").asBoolean())
                    .orElse(false);
            Api.DeprecatedOperation notice = said.get(name);
            LocalDate earlier = announced.get(name);
            if (notice == null) {
                if (marked && !wasMarked) {
                    add(operation, operation.stable(), Kind.SUNSET_TOO_EARLY, "deprecated without a sunset");
                }
            } else if (earlier == null) {
                boolean enough = !notice.sunset().isBefore(released.plusDays(NOTICE_DAYS));
                add(
                        operation,
                        operation.stable(),
                        enough ? Kind.DEPRECATED : Kind.SUNSET_TOO_EARLY,
                        "until " + notice.sunset()
                                + (notice.replacedBy() == null ? "" : ", then " + notice.replacedBy()));
            } else if (notice.sunset().isBefore(earlier)) {
                add(operation, operation.stable(), Kind.SUNSET_TOO_EARLY, earlier + " -> " + notice.sunset());
            }
        });
    }

    private static Map<String, Operation> byName(ApiDocument document) {
        Map<String, Operation> operations = new TreeMap<>();
        document.operations().values().forEach(operation -> operations.put(operation.name(), operation));
        return operations;
    }

    /** The body of a message is read by its receiver as an answer is by a client. */
    private void webhooks() {
        Map<String, Operation> now = after.webhooks();
        before.webhooks().forEach((name, old) -> {
            Operation young = now.get(name);
            if (young == null) {
                add(old, true, Kind.MESSAGE_CHANGED, "removed");
                return;
            }
            JsonNode was = before.target(old.node().path("requestBody")).path("content");
            JsonNode is = after.target(young.node().path("requestBody")).path("content");
            SchemaDiffer.Findings findings = (kind, place, detail) -> {
                if (kind != Kind.ANSWER_FIELD_ADDED && kind != Kind.ANSWER_VALUE_ADDED_AS_ANNOUNCED) {
                    add(young, young.stable(), Kind.MESSAGE_CHANGED, place + ": " + detail);
                }
            };
            for (String type : names(was)) {
                if (is.has(type)) {
                    new SchemaDiffer(before, after, Direction.ANSWER, findings)
                            .compare(
                                    was.path(type).path("schema"), is.path(type).path("schema"), "message");
                } else {
                    add(young, young.stable(), Kind.MESSAGE_CHANGED, type + " removed");
                }
            }
        });
    }
}
