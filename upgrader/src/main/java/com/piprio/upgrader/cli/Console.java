package com.piprio.upgrader.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where the command line speaks and listens.
 *
 * @param out results
 * @param err errors
 * @param terminal null when nobody can type or watch
 */
record Console(PrintWriter out, PrintWriter err, java.io.@Nullable Console terminal) {

    static Console system() {
        return new Console(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                System.console());
    }

    void line(String text) {
        out.println(text);
    }

    /** Text as it is, for progress that is written over. */
    void raw(String text) {
        out.print(text);
        out.flush();
    }

    void error(String text) {
        out.flush();
        err.println(text);
    }
}
