package com.piprio.upgrader.installation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run as the journal tells it.
 *
 * @param id name of the run
 * @param command what was asked
 * @param startedAt when
 * @param plan the plan as JSON; missing node for commands without one
 * @param done steps that were finished, in order
 * @param current step that was begun and not finished; null when between steps
 * @param problem what the failed step said; null when none failed
 * @param outcome null while the run has not ended, or when it was killed
 * @param finishedAt null like outcome
 * @param lastRecordAt when the run was last heard of: the step it is in began, or ended
 * @param signalled true when somebody told the process to end (Ctrl-C, SIGTERM, SIGHUP)
 */
public record JournalRun(
        RunId id,
        RunCommand command,
        Instant startedAt,
        JsonNode plan,
        List<String> done,
        @Nullable String current,
        @Nullable String problem,
        @Nullable Outcome outcome,
        @Nullable Instant finishedAt,
        Instant lastRecordAt,
        boolean signalled) {

    /** True when nobody knows yet whether source or target shall run. */
    public boolean unfinished() {
        return command.changesRelease() && (outcome == null || outcome == Outcome.STOPPED);
    }

    /**
     * Takes one more record into account; records of a run follow its {@code run-started}.
     *
     * @throws IllegalArgumentException when something is missing in the record
     * @throws java.time.DateTimeException when its time is none
     */
    static void apply(List<JournalRun> runs, JsonNode record) {
        RunId id = new RunId(record.required("run").asText());
        Instant at = Instant.parse(record.required("at").asText());
        String kind = record.required("kind").asText();
        if (kind.equals("run-started")) {
            RunCommand command = RunCommand.of(record.required("command").asText());
            runs.add(
                    new JournalRun(id, command, at, record.path("plan"), List.of(), null, null, null, null, at, false));
            return;
        }
        for (int i = runs.size() - 1; i >= 0; i--) {
            if (runs.get(i).id.equals(id)) {
                runs.set(i, runs.get(i).with(kind, record, at));
                return;
            }
        }
    }

    private JournalRun with(String kind, JsonNode record, Instant at) {
        String step = record.path("step").asText();
        return switch (kind) {
            case "step-started" -> in(step, done, problem, at);
            case "step-done" -> in(null, plus(done, step), problem, at);
            case "step-failed" -> in(step, done, record.path("problem").asText(), at);
            case "run-signalled" ->
                new JournalRun(
                        id, command, startedAt, plan, done, current, problem, outcome, finishedAt, lastRecordAt, true);
            case "run-finished" ->
                new JournalRun(
                        id,
                        command,
                        startedAt,
                        plan,
                        done,
                        current,
                        problem,
                        Outcome.valueOf(record.required("outcome").asText()),
                        at,
                        lastRecordAt,
                        signalled);
            default -> this; // a newer upgrader may write more; what it means for this one is unchanged
        };
    }

    private JournalRun in(@Nullable String step, List<String> nowDone, @Nullable String nowProblem, Instant at) {
        return new JournalRun(
                id, command, startedAt, plan, nowDone, step, nowProblem, outcome, finishedAt, at, signalled);
    }

    private static List<String> plus(List<String> steps, String step) {
        List<String> more = new ArrayList<>(steps);
        more.add(step);
        return List.copyOf(more);
    }
}
