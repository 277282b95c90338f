package com.piprio.upgrader.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.installation.History;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code history [RUN]}: what ran on this installation, oldest first, or where the time of one run went. */
@Command(
        name = "history",
        description = "Lists the runs of the installation, oldest first; or shows where the time of one run went.")
final class HistoryCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Main main;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "a run as the list names it")
    @Nullable
    String run;

    @Option(names = "--waterfall", description = "where the time of RUN went, or that of the last run")
    boolean waterfall;

    @Mixin
    OutputOption output = new OutputOption();

    private final Console console;

    HistoryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ArrayNode runs = chosen(new History(Directory.open(main)).read());
        if (output.json()) {
            console.line(JsonNodeFactory.instance.objectNode().set("runs", runs).toPrettyString());
        } else if (runs.isEmpty()) {
            console.line("Nothing ran on this installation yet.");
        } else if (run != null || waterfall) {
            runs.forEach(chosen -> WaterfallText.lines(chosen).forEach(console::line));
        } else {
            runs.forEach(row -> console.line(row(row)));
        }
        return 0;
    }

    /** Those that are asked for: all, the last, or the one that is named. */
    private ArrayNode chosen(ArrayNode all) {
        ArrayNode chosen = JsonNodeFactory.instance.arrayNode();
        if (run == null) {
            return waterfall && !all.isEmpty() ? chosen.add(all.get(all.size() - 1)) : all;
        }
        all.forEach(row -> {
            if (row.path("run").asText().equals(run)) {
                chosen.add(row);
            }
        });
        if (chosen.isEmpty()) {
            throw OperatorException.of(ErrorCode.RUN_UNKNOWN, "the history has no such run")
                    .expected("a run such as 20261124T081500Z")
                    .found(run)
                    .remedy("see what ran: scripts/history.sh; then type the run as it stands there")
                    .build();
        }
        return chosen;
    }

    private static String row(JsonNode run) {
        return String.format(
                Locale.ROOT,
                "%s  %-8s  %s  %s (exit %d)  %.1f s%s",
                run.path("run").asText(),
                run.path("command").asText(),
                fromTo(run),
                run.path("outcome").asText().replace('_', ' '),
                run.path("exitCode").asInt(),
                run.path("seconds").asDouble(),
                availability(run.path("availability")));
    }

    /** {@code 1.4.0 -> 1.5.0}. */
    static String fromTo(JsonNode run) {
        String source = run.path("source").asText();
        String target = run.path("target").asText();
        // A rollback carries the releases of the upgrade that it takes back.
        boolean back = run.path("command").asText().equals("rollback");
        return back ? target + " -> " + source : source + " -> " + target;
    }

    /** Nothing for runs that have none: those that move no service, and those of earlier upgraders. */
    private static String availability(JsonNode availability) {
        if (!availability.isObject()) {
            return "";
        }
        if (!availability.has("requests")) {
            return "  availability not measured";
        }
        return "  " + availability.path("ok").asLong() + " of "
                + availability.path("requests").asLong() + " requests answered";
    }
}
