package com.piprio.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.bench.CutoverRun.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results so far. */
record CutoverResult(Options options, List<Contender> contenders, List<CutoverRun> runs) {

    /** Writes the file that was asked for, if one was. */
    void write() {
        ResultFile.write(options.json(), json());
    }

    String table() {
        return CutoverTable.of(contenders, runs);
    }

    private ObjectNode json() {
        ObjectNode json = ResultFile.header("cutover", options);
        json.put("rate", options.rate())
                .put("beforeSeconds", options.before().toSeconds())
                .put("afterSeconds", options.after().toSeconds());
        ObjectNode all = json.putObject("contenders");
        for (Contender contender : contenders) {
            all.set(contender.name(), contender(contender.name(), runs).put("description", contender.description()));
        }
        return json;
    }

    /** What there is of one contender. */
    static ObjectNode contender(String name, List<CutoverRun> runs) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Summary summary = Summary.of(name, runs);
        json.put("repeats", summary.tried()).put("measured", summary.measured());
        if (!summary.problem().isEmpty()) {
            json.put("problem", summary.problem());
        }
        if (summary.measured() > 0) {
            json.put("requests", summary.requests())
                    .put("failed", summary.failed())
                    .put("lostWrites", summary.lost())
                    .put("duplicatedWrites", summary.duplicated())
                    .put("worstLatencyMs", summary.worst().toMillis())
                    .put("longestGapMs", summary.gap().toMillis())
                    .put("upgradeSeconds", seconds(summary.upgrade()));
        }
        var rows = json.putArray("runs");
        runs.stream().filter(run -> run.contender().equals(name)).forEach(run -> run(rows.addObject(), run));
        return json;
    }

    private static void run(ObjectNode json, CutoverRun run) {
        json.put("round", run.round());
        Contender.Outcome outcome = run.outcome();
        json.put("mode", outcome == null ? null : outcome.mode());
        json.put("pauseMs", outcome == null ? null : millis(outcome.pause()));
        Figures figures = run.figures();
        if (figures != null) {
            json.put("requests", figures.requests())
                    .put("failed", figures.failed())
                    .put("lostWrites", figures.lost())
                    .put("duplicatedWrites", figures.duplicated())
                    .put("worstLatencyMs", figures.worst().toMillis())
                    .put("worstLatencyBeforeMs", figures.worstBefore().toMillis())
                    .put("longestGapMs", figures.gap().toMillis())
                    .put("upgradeSeconds", seconds(figures.upgrade()));
            counts(json.putObject("requestsByKind"), figures.requestsByKind());
            counts(json.putObject("failedByKind"), figures.failedByKind());
            counts(json.putObject("reasons"), figures.reasons());
            var slowest = json.putArray("slowest");
            figures.slowest().forEach(slow -> slowest.addObject()
                    .put("kind", slow.kind())
                    .put("dueMillis", slow.due().toMillis())
                    .put("millis", slow.latency().toMillis()));
        }
        if (outcome != null && !outcome.steps().isEmpty()) {
            var steps = json.putObject("stepsBeganMillis");
            outcome.steps().forEach((step, began) -> steps.put(step, began.toMillis()));
        }
        json.put("problem", run.problem().isEmpty() ? null : run.problem());
    }

    private static void counts(ObjectNode json, Map<String, Integer> counts) {
        counts.forEach(json::put);
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
