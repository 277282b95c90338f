package com.piprio.upgrader.cli;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An error as the operator sees it: what happened, expected and found, what runs now, what to type. */
final class ErrorBlock {
    private ErrorBlock() {}

    /** A refusal before anything began. */
    static String of(OperatorException problem) {
        return of(problem, List.of("nothing was changed"), List.of());
    }

    /**
     * The whole block.
     *
     * @param state what runs now
     * @param commands what to type; the problem's own remedy comes first
     */
    static String of(OperatorException problem, List<String> state, List<String> commands) {
        StringBuilder text = new StringBuilder();
        text.append("ERROR ").append(problem.code().code()).append("  ").append(problem.problem());
        append(text, "expected", problem.expected());
        append(text, "found", problem.found());
        state.forEach(line -> append(text, "state", line));
        List<String> todo = new ArrayList<>();
        todo.add(problem.remedy());
        todo.addAll(commands);
        todo.forEach(line -> append(text, "do", line));
        append(
                text,
                "more",
                "docs/operations/errors.md, section " + problem.code().code());
        if (problem.code() == ErrorCode.BUG && problem.getCause() != null) {
            text.append('\n').append(trace(problem.getCause()));
        }
        return text.toString();
    }

    /** Something that should not happen: with its trace, for the report. */
    static String bug(Exception exception) {
        OperatorException problem = OperatorException.of(ErrorCode.BUG, "an error in this program: " + exception)
                .remedy("report it with the lines below; scripts/status.sh shows what runs")
                .cause(exception)
                .build();
        return of(problem, List.of("not known to this program"), List.of());
    }

    private static void append(StringBuilder text, String label, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            String indented = value.strip().replace("\n", "\n            ");
            text.append(String.format("%n  %-9s %s", label, indented));
        }
    }

    private static String trace(Throwable cause) {
        StringWriter writer = new StringWriter();
        cause.printStackTrace(new PrintWriter(writer, true));
        return writer.toString();
    }
}
