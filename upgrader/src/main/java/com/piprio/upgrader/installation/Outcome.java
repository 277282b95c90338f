package com.piprio.upgrader.installation;

/** How a run ended. */
public enum Outcome {
    /** It did what it was asked. */
    SUCCEEDED,
    /** It failed or was refused before anything changed, or put everything back that it had changed. */
    UNCHANGED,
    /** It failed and went back to the source release, verified. */
    ROLLED_BACK,
    /** It stopped half way; an operator decides which way to go. */
    STOPPED
}
