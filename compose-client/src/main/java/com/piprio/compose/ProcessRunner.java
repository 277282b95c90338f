package com.piprio.compose;

/** Runs child processes; tests put a recording one here. */
@FunctionalInterface
public interface ProcessRunner {

    /**
     * Runs a command and waits for its end.
     *
     * <p>A command that ends with a non-zero exit code is a result, not an exception.
     *
     * @throws com.piprio.operator.OperatorException {@code COMMAND_NOT_FOUND} when it cannot be started, {@code
     *     PROCESS_TIMEOUT} when its time limit passed, {@code PROCESS_INTERRUPTED} when this thread was interrupted; in
     *     the last two cases the process and its descendants have been killed
     */
    ProcessResult run(Command command);
}
