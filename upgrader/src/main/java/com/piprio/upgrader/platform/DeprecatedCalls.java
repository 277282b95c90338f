package com.piprio.upgrader.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How often clients called what is deprecated, as the API that runs counts it: contract, section 6.
 *
 * @param since when the counts began; null when nothing is counted, or nothing is known
 * @param operations by method and path, those without a call too
 * @param problem why nothing is known, one clause; empty when the API answered
 */
public record DeprecatedCalls(@Nullable Instant since, Map<String, Calls> operations, String problem) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public DeprecatedCalls {
        operations = Map.copyOf(operations);
    }

    /**
     * The calls of one operation.
     *
     * @param last the latest; null when there was none, or it is not told
     */
    public record Calls(long count, @Nullable Instant last) {
        private Calls and(Calls other) {
            boolean later = last == null || other.last != null && other.last.isAfter(last);
            return new Calls(count + other.count, later ? other.last : last);
        }
    }

    /** Nobody could be asked, which is not the same as no call. */
    public static DeprecatedCalls unknown(String problem) {
        return new DeprecatedCalls(null, Map.of(), problem);
    }

    /**
     * Asks every API that runs, at its container's address. Counts of several are added; when one does not answer,
     * nothing is known.
     *
     * @throws com.piprio.operator.OperatorException when Docker does not answer
     */
    public static DeprecatedCalls look(Platform platform) {
        List<ServiceContainer> running = platform.containers("api").stream()
                .filter(ServiceContainer::running)
                .toList();
        return running.stream()
                .map(platform::deprecatedCalls)
                .reduce(DeprecatedCalls::and)
                .orElseGet(() -> unknown("no api runs"));
    }

    /** What is known about an operation, one clause; no call is only said where it was counted. */
    public String inWords(String operation) {
        Calls calls = operations.get(operation);
        if (!problem.isEmpty()) {
            return "its calls are not known: " + problem;
        }
        if (calls == null || since == null) {
            return "its calls are not counted by the release that runs";
        }
        String counted = " since " + since.truncatedTo(ChronoUnit.SECONDS);
        if (calls.count() == 0) {
            return "no call" + counted;
        }
        return calls.count()
                + (calls.count() == 1 ? " call" : " calls")
                + counted
                + (calls.last() == null ? "" : ", the last at " + calls.last().truncatedTo(ChronoUnit.SECONDS));
    }

    /** How often an operation was called; empty where that is not known. */
    public Optional<Calls> of(String operation) {
        return Optional.ofNullable(operations.get(operation));
    }

    DeprecatedCalls and(DeprecatedCalls other) {
        if (!problem.isEmpty() || !other.problem.isEmpty()) {
            return problem.isEmpty() ? other : this;
        }
        Map<String, Calls> sums = new HashMap<>(operations);
        other.operations.forEach((operation, calls) -> sums.merge(operation, calls, Calls::and));
        boolean earlier = since == null || other.since != null && other.since.isBefore(since);
        return new DeprecatedCalls(earlier ? other.since : since, sums, "");
    }

    /** What {@code /q/health/well} says; never throws. An API that counts nothing names no operation. */
    static DeprecatedCalls read(int status, String body) {
        try {
            JsonNode checks = JSON.readTree(body).path("checks");
            if (status != 200 || !checks.isArray()) {
                return unknown("the api answers " + status + " instead of its counts");
            }
            return read(checks);
        } catch (JsonProcessingException | DateTimeException e) {
            return unknown("the api answers " + status + " with counts that cannot be read");
        }
    }

    private static DeprecatedCalls read(JsonNode checks) {
        Instant since = null;
        Map<String, Long> counts = new TreeMap<>();
        Map<String, Instant> last = new HashMap<>();
        for (JsonNode check : checks) {
            String name = check.path("name").asText();
            for (Map.Entry<String, JsonNode> entry : check.path("data").properties()) {
                boolean operation = entry.getKey().contains(" ");
                if (name.equals("deprecated-operations") && operation) {
                    counts.put(entry.getKey(), entry.getValue().asLong());
                } else if (name.equals("deprecated-operations")
                        && entry.getKey().equals("countedSince")) {
                    since = Instant.parse(entry.getValue().asText());
                } else if (name.equals("deprecated-operations-last-call") && operation) {
                    last.put(entry.getKey(), Instant.parse(entry.getValue().asText()));
                }
            }
        }
        Map<String, Calls> operations = new HashMap<>();
        counts.forEach((operation, count) -> operations.put(operation, new Calls(count, last.get(operation))));
        return new DeprecatedCalls(since, operations, "");
    }
}
