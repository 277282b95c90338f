package com.piprio.e2e.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Jobs, their effects, the ticks of schedules and the table {@code activity}, held against each other: what was lost or
 * happened twice shows as a contradiction. Schedules must not have been removed.
 */
public final class WorkAccount {

    private final DatabaseState state;
    private final Map<String, Long> activity;
    private final Map<String, Long> effects;
    private final List<String> problems = new ArrayList<>();

    private WorkAccount(DatabaseState state) {
        this.state = state;
        this.activity = count(state.table("activity"), row -> text(row, "kind") + " " + text(row, "key"));
        this.effects = new HashMap<>();
        for (String table : List.of("extractions", "exports")) {
            count(state.table(table), row -> text(row, "job_id")).forEach((job, times) -> effects.put(job, times));
        }
        // The page that a crawl found is a document with the id of its job.
        count(state.table("documents"), row -> text(row, "id")).forEach((id, times) -> effects.put(id, times));
    }

    /** Everything that is wrong; empty when each of these jobs is done, and everything happened once. */
    public static List<String> problems(DatabaseState state, Collection<String> acknowledgedJobs) {
        WorkAccount account = new WorkAccount(state);
        account.checkAcknowledged(acknowledgedJobs);
        state.table("jobs").forEach(account::checkJob);
        state.table("schedules").forEach(account::checkTicks);
        account.checkRequests();
        return account.problems;
    }

    /** Fails unless each of these jobs is done, and everything happened once. */
    public static void expectExact(DatabaseState state, Collection<String> acknowledgedJobs) {
        List<String> problems = problems(state, acknowledgedJobs);
        if (!problems.isEmpty()) {
            throw new AssertionError(problems.size() + " contradictions, " + acknowledgedJobs.size()
                    + " jobs were acknowledged\n  "
                    + String.join("\n  ", problems.subList(0, Math.min(problems.size(), 30))));
        }
    }

    private void checkAcknowledged(Collection<String> acknowledged) {
        Map<String, String> statuses = state.table("jobs").stream()
                .collect(Collectors.toMap(row -> text(row, "id"), row -> text(row, "status")));
        for (String job : acknowledged) {
            String status = statuses.getOrDefault(job, "lost");
            if (!status.equals("done")) {
                problems.add("not done but " + status + ": job " + job);
            }
        }
    }

    private void checkJob(JsonNode row) {
        String job = text(row, "id");
        String status = text(row, "status");
        expect("created", 1, activity("job-created", job), job);
        expect("took effect", status.equals("done") ? 1 : 0, effects.getOrDefault(job, 0L), job);
        expect("noted as done", status.equals("done") ? 1 : 0, activity("job-done", job), job);
        expect("noted as failed", status.equals("failed") ? 1 : 0, activity("job-failed", job), job);
    }

    private void expect(String what, long expected, long found, String job) {
        if (found != expected) {
            problems.add(what + " " + found + " times instead of " + expected + ": job " + job);
        }
    }

    private long activity(String kind, String key) {
        return activity.getOrDefault(kind + " " + key, 0L);
    }

    /** The first tick is due one period after the schedule was made, and the next due time says where they end. */
    private void checkTicks(JsonNode schedule) {
        String id = text(schedule, "id");
        Map<Instant, Long> jobs = count(
                state.table("jobs").stream()
                        .filter(row -> text(row, "schedule_id").equals(id))
                        .toList(),
                row -> time(row, "due_at"));
        Set<Instant> due = new HashSet<>();
        Duration period = Duration.ofSeconds(schedule.path("every_seconds").asLong());
        Instant end = time(schedule, "next_due_at");
        for (Instant tick = time(schedule, "created_at").plus(period); tick.isBefore(end); tick = tick.plus(period)) {
            due.add(tick);
            expectTick("jobs", jobs.getOrDefault(tick, 0L), id, tick);
            expectTick("notes", activity("tick", id + " " + tick), id, tick);
        }
        jobs.keySet().stream()
                .filter(tick -> !due.contains(tick))
                .forEach(tick -> problems.add("not due: tick " + tick + " of schedule " + id));
    }

    private void expectTick(String what, long found, String schedule, Instant tick) {
        if (found != 1) {
            problems.add((found == 0 ? "lost" : "doubled") + ": " + found + " " + what + " of tick " + tick
                    + " of schedule " + schedule);
        }
    }

    private void checkRequests() {
        activity.forEach((what, times) -> {
            if (what.startsWith("request ") && times > 1) {
                problems.add("took effect " + times + " times: " + what);
            }
        });
    }

    private static <K> Map<K, Long> count(List<JsonNode> rows, Function<JsonNode, K> key) {
        return rows.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
    }

    private static String text(JsonNode row, String column) {
        return row.path(column).asText();
    }

    private static Instant time(JsonNode row, String column) {
        return OffsetDateTime.parse(text(row, column)).toInstant();
    }
}
