package com.piprio.upgrader.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.piprio.upgrader.report.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Where the time of one run went, as a chart: its steps one below the other, each with its parts. */
final class WaterfallText {
    private static final int WIDTH = 48;

    /** As {@link com.piprio.upgrader.run.Timings.Kind} has them. */
    private static final List<String> UNAVOIDABLE = List.of("backup", "start", "pause");

    private final JsonNode run;
    private final long total;

    private WaterfallText(JsonNode run) {
        this.run = run;
        this.total = Math.max(1, Math.round(run.path("seconds").asDouble() * 1000));
    }

    /** A bar of the chart. */
    private record Bar(String label, long start, long length, char mark) {}

    /** @param run a record of the history */
    static List<String> lines(JsonNode run) {
        WaterfallText text = new WaterfallText(run);
        List<String> lines = new ArrayList<>();
        lines.add("Run " + run.path("run").asText() + ": " + run.path("command").asText() + " "
                + HistoryCommand.fromTo(run) + ", "
                + run.path("outcome").asText().replace('_', ' ') + ", took " + seconds(text.total));
        if (run.path("steps").isEmpty()) {
            lines.add("Its steps were not timed: it was done by an earlier upgrader.");
            return lines;
        }
        lines.add("");
        lines.add(String.format(Locale.ROOT, "%-26s %10s %10s", "", "start", "length"));
        text.bars().forEach(bar -> lines.add(text.row(bar)));
        lines.add("");
        lines.addAll(text.unavoidable());
        return lines;
    }

    private List<Bar> bars() {
        List<Bar> steps = new ArrayList<>();
        run.path("steps").forEach(step -> steps.add(bar(step.path("name").asText(), step, '#')));
        List<Bar> parts = new ArrayList<>();
        run.path("parts").forEach(part -> {
            String kind = part.path("kind").asText();
            String label = "  " + kind + " " + part.path("what").asText();
            parts.add(bar(label, part, UNAVOIDABLE.contains(kind) ? '=' : '-'));
        });
        parts.sort(Comparator.comparing(Bar::start));
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            long from = i == 0 ? Long.MIN_VALUE : steps.get(i).start();
            long to = i == steps.size() - 1 ? Long.MAX_VALUE : steps.get(i + 1).start();
            bars.add(steps.get(i));
            parts.stream()
                    .filter(part -> part.start() >= from && part.start() < to)
                    .forEach(bars::add);
        }
        return bars;
    }

    private static Bar bar(String label, JsonNode span, char mark) {
        return new Bar(
                label, span.path("startMillis").asLong(), span.path("millis").asLong(), mark);
    }

    private String row(Bar bar) {
        int from = Math.min(WIDTH - 1, column(bar.start()));
        int to = Math.min(WIDTH, Math.max(from + 1, column(bar.start() + bar.length())));
        return String.format(
                        Locale.ROOT, "%-26s %10s %10s  |", bar.label(), seconds(bar.start()), seconds(bar.length()))
                + " ".repeat(from)
                + String.valueOf(bar.mark()).repeat(to - from)
                + " ".repeat(WIDTH - to)
                + "|";
    }

    private int column(long millis) {
        return (int) Math.round((double) Math.max(0, millis) * WIDTH / total);
    }

    private List<String> unavoidable() {
        long unavoidable = run.path("unavoidableMillis").asLong();
        List<String> lines = new ArrayList<>();
        lines.add("Unavoidable (=): " + seconds(unavoidable) + " of " + seconds(total) + ", "
                + Math.round(100.0 * unavoidable / total)
                + " %: backup, starts with their migrations, configured pauses.");
        if (unavoidable > 0) {
            lines.add(String.format(Locale.ROOT, "The whole run took %.2f x as long.", (double) total / unavoidable));
        }
        return lines;
    }

    private static String seconds(long millis) {
        return Texts.seconds(Duration.ofMillis(millis));
    }
}
