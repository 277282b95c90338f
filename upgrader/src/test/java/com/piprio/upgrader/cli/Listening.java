package com.piprio.upgrader.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** A command line without a terminal whose words can be read afterwards. */
final class Listening {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    Console console() {
        return new Console(new PrintWriter(out, true), new PrintWriter(err, true), null);
    }

    CommandLine commandLine() {
        return Main.commandLine(console());
    }

    int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    int runIn(Path directory, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-C", directory.toString()));
        all.addAll(Arrays.asList(arguments));
        return run(all.toArray(String[]::new));
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
