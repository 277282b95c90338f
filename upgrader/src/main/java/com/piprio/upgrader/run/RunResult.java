package com.piprio.upgrader.run;

import com.piprio.operator.OperatorException;
import com.piprio.upgrader.installation.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended, for the command line to tell.
 *
 * @param outcome for the journal
 * @param exitCode for the operating system
 * @param problem what went wrong; null on success
 * @param state what runs now, one clause a line
 * @param commands what to type next, most advisable first; empty on success
 */
public record RunResult(
        Outcome outcome,
        ExitCode exitCode,
        @Nullable OperatorException problem,
        List<String> state,
        List<String> commands) {

    static RunResult ok() {
        return new RunResult(Outcome.SUCCEEDED, ExitCode.OK, null, List.of(), List.of());
    }
}
