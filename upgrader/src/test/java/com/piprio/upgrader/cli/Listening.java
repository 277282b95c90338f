package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.operator.ErrorCode;
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

    /** As {@link #runIn}, typed with one space between words. */
    int typeIn(Path directory, String words) {
        return runIn(directory, words.split(" "));
    }

    /** The command ended as expected, and said nothing but an error with this code and what to do about it. */
    void assertRefused(int exitCode, int expected, ErrorCode code) {
        assertThat(exitCode).as(err()).isEqualTo(expected);
        assertThat(err()).startsWith("ERROR " + code.code() + "  ").contains("\n  do        ");
        assertThat(out()).isEmpty();
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
