package com.piprio.compose;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;

/** Turns a command that fails into what an operator reads. */
final class CheckedRunner {
    static final String LOOK_AT_DOCKER =
            "read what Docker says above, see that `docker info` answers, then run the same again";

    private final ProcessRunner runner;

    CheckedRunner(ProcessRunner runner) {
        this.runner = runner;
    }

    ProcessResult run(Command command) {
        return runner.run(command);
    }

    /**
     * Runs a command whose failure needs no words of its own.
     *
     * @throws OperatorException {@code COMMAND_FAILED} when the exit code is not 0
     */
    ProcessResult demand(Command command) {
        return demand(command, ErrorCode.COMMAND_FAILED, "this command failed: " + command, LOOK_AT_DOCKER);
    }

    ProcessResult demand(Command command, ErrorCode code, String problem, String remedy) {
        ProcessResult result = runner.run(command);
        if (!result.ok()) {
            throw OperatorException.of(code, problem)
                    .found(result.summary())
                    .remedy(remedy)
                    .build();
        }
        return result;
    }
}
