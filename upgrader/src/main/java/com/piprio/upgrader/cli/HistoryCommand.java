package com.piprio.upgrader.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.piprio.upgrader.installation.History;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code history}: what ran on this installation, oldest first. */
@Command(name = "history", description = "Lists the runs of the installation, oldest first.")
final class HistoryCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Main main;

    @Mixin
    OutputOption output = new OutputOption();

    private final Console console;

    HistoryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ArrayNode runs = new History(Directory.open(main)).read();
        if (output.json()) {
            console.line(JsonNodeFactory.instance.objectNode().set("runs", runs).toPrettyString());
        } else if (runs.isEmpty()) {
            console.line("Nothing ran on this installation yet.");
        } else {
            runs.forEach(run -> console.line(row(run)));
        }
        return 0;
    }

    private static String row(JsonNode run) {
        String source = run.path("source").asText();
        String target = run.path("target").asText();
        // A rollback carries the releases of the upgrade that it takes back.
        boolean back = run.path("command").asText().equals("rollback");
        return String.format(
                Locale.ROOT,
                "%s  %-8s  %s -> %s  %s (exit %d)  %.1f s",
                run.path("startedAt").asText(),
                run.path("command").asText(),
                back ? target : source,
                back ? source : target,
                run.path("outcome").asText().replace('_', ' '),
                run.path("exitCode").asInt(),
                run.path("seconds").asDouble());
    }
}
