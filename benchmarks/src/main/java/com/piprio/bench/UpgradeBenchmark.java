package com.piprio.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Upgrades a quiet installation and holds its time against what no order of steps could save. */
final class UpgradeBenchmark {

    /** What the whole may be of what cannot be avoided. */
    static final double HIGHEST_RATIO = 1.15;

    private static final int DOCUMENTS = 20;

    private final Options options;
    private final Stage stage;
    private final Progress progress;

    UpgradeBenchmark(Options options, Stage stage, Progress progress) {
        this.options = options;
        this.stage = stage;
        this.progress = progress;
    }

    /** Runs everything; returns whether every run was measured and the median ratio is low enough. */
    boolean run() {
        ObjectNode json = ResultFile.header("upgrade", options).put("highestRatio", HIGHEST_RATIO);
        ArrayNode runs = json.putArray("runs");
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= options.repeats(); round++) {
            try {
                JsonNode run = upgrade();
                double ratio = ratio(run);
                ratios.add(ratio);
                runs.addObject()
                        .put("round", round)
                        .put("ratio", ratio)
                        .put("upgradeSeconds", run.path("seconds").asDouble())
                        .put("unavoidableSeconds", run.path("unavoidableMillis").asLong() / 1000.0)
                        .<ObjectNode>set("steps", run.path("steps"))
                        .set("parts", run.path("parts"));
                progress.say(String.format(
                        Locale.ROOT,
                        "run %d of %d: %.1f s, of which %.1f s cannot be avoided: %.2f times",
                        round,
                        options.repeats(),
                        run.path("seconds").asDouble(),
                        run.path("unavoidableMillis").asLong() / 1000.0,
                        ratio));
            } catch (RuntimeException | AssertionError e) {
                runs.addObject().put("round", round).put("problem", String.valueOf(e.getMessage()));
                progress.say("run " + round + " of " + options.repeats() + " was not measured: " + e.getMessage());
            }
            ResultFile.write(options.json(), json);
        }
        return judged(ratios, json);
    }

    private boolean judged(List<Double> ratios, ObjectNode json) {
        if (ratios.isEmpty()) {
            progress.say("nothing was measured");
            return false;
        }
        double median = median(ratios);
        boolean good = ratios.size() == options.repeats() && median <= HIGHEST_RATIO;
        json.put("medianRatio", median);
        ResultFile.write(options.json(), json);
        progress.say(String.format(
                Locale.ROOT,
                "median of %d runs: %.2f times what cannot be avoided; at most %.2f is expected",
                ratios.size(),
                median,
                HIGHEST_RATIO));
        return good;
    }

    /** The record that the upgrader kept of one upgrade. */
    private JsonNode upgrade() {
        Installation installation = stage.install();
        try {
            installation.api().seed(DOCUMENTS);
            installation.upgrade(options.target()).expectExit(0);
            Run waterfall = installation.script("history", "--waterfall");
            if (waterfall.exitCode() == 0) {
                System.out.println(waterfall.stdout());
            }
            return History.last(installation);
        } finally {
            stage.discard(installation);
        }
    }

    /** The whole over what cannot be avoided. */
    static double ratio(JsonNode run) {
        long unavoidable = run.path("unavoidableMillis").asLong();
        if (unavoidable <= 0 || !run.path("seconds").isNumber()) {
            throw new AssertionError("the history does not say where the time went: " + run);
        }
        return run.path("seconds").asDouble() * 1000 / unavoidable;
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
