package com.piprio.e2e.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program to run: its arguments, where, with which additional environment, and how long it may take. The child's
 * standard input is empty: a program that asks gets no answer.
 */
public record CommandLine(List<String> argv, Path directory, Map<String, String> environment, Duration limit) {

    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(60);

    public CommandLine {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    public static CommandLine of(String... argv) {
        return of(List.of(argv));
    }

    public static CommandLine of(List<String> argv) {
        return new CommandLine(argv, Path.of("").toAbsolutePath(), Map.of(), DEFAULT_LIMIT);
    }

    public CommandLine with(List<String> more) {
        List<String> all = new ArrayList<>(argv);
        all.addAll(more);
        return new CommandLine(all, directory, environment, limit);
    }

    public CommandLine in(Path other) {
        return new CommandLine(argv, other, environment, limit);
    }

    public CommandLine with(Map<String, String> additional) {
        return new CommandLine(argv, directory, additional, limit);
    }

    public CommandLine within(Duration other) {
        return new CommandLine(argv, directory, environment, other);
    }

    /** As a line for a shell, for people who want to repeat it. */
    public String printed() {
        StringBuilder line = new StringBuilder();
        for (String argument : argv) {
            boolean plain = argument.matches("[A-Za-z0-9_./:=@%+,-]+");
            line.append(line.isEmpty() ? "" : " ")
                    .append(plain ? argument : "'" + argument.replace("'", "'\\''") + "'");
        }
        return line.toString();
    }
}
