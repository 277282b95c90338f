package com.piprio.compose;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One child process as a value: what a {@link ProcessRunner} runs and what a test compares.
 *
 * @param argv program and arguments; no shell is involved, and no secret may be among them
 * @param directory where it runs, or null for the directory of this process
 * @param environment variables on top of the few that every child gets, see {@link SystemProcessRunner}; never printed
 * @param timeLimit after which the process and its descendants are killed
 */
public record Command(
        List<String> argv,
        @Nullable Path directory,
        Map<String, String> environment,
        Duration timeLimit,
        Input input,
        Output output) {

    public Command {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        if (timeLimit.isNegative() || timeLimit.isZero()) {
            throw new IllegalArgumentException("a command needs a time limit above zero, not " + timeLimit);
        }
    }

    /** A command without input, whose output is kept as text. */
    public static Command of(Duration timeLimit, List<String> argv) {
        return new Command(argv, null, Map.of(), timeLimit, Input.none(), Output.text());
    }

    /** A command without input, whose output is kept as text. */
    public static Command of(Duration timeLimit, String... argv) {
        return of(timeLimit, List.of(argv));
    }

    public Command in(Path newDirectory) {
        return new Command(argv, newDirectory, environment, timeLimit, input, output);
    }

    /** Adds variables to those that are already there. */
    public Command withEnvironment(Map<String, String> additional) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(additional);
        return new Command(argv, directory, all, timeLimit, input, output);
    }

    public Command withInput(Input newInput) {
        return new Command(argv, directory, environment, timeLimit, newInput, output);
    }

    public Command withOutput(Output newOutput) {
        return new Command(argv, directory, environment, timeLimit, input, newOutput);
    }

    @Override
    public String toString() {
        return String.join(" ", argv);
    }
}
