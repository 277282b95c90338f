package com.piprio.runtime;

/**
 * The service cannot start for a reason that an operator can act on. Ends the process with one line in the log, no
 * stack trace, and an exit code that tells the reasons apart.
 */
public class StartRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    /** Takes the one line to log and the code to exit with. */
    public StartRefusedException(String line, int exitCode) {
        super(line);
        this.exitCode = exitCode;
    }

    /** The code that the process exits with. */
    public int exitCode() {
        return exitCode;
    }
}
