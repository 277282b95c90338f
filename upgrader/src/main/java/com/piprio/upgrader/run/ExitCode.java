package com.piprio.upgrader.run;

/** Process exit codes; each answers "what is running now?". A refusal is never 0. */
public enum ExitCode {
    /** The target release runs, or the command did what it was asked. */
    OK(0),
    /** A bug in the upgrader; what runs is unknown to it. */
    BUG(1),
    /** The command line was not understood; nothing was changed. */
    USAGE(2),
    /** Refused, declined, or failed without impact: the installation is as it was. */
    UNCHANGED(3),
    /** The source release runs again and was verified. */
    ROLLED_BACK(4),
    /** Neither source nor target is verified; the message says what runs and what to type. */
    NEEDS_HUMAN(5),
    /** Another run holds the lock, or an unfinished run is present. */
    LOCKED(6);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The number given to the operating system. */
    public int code() {
        return code;
    }
}
