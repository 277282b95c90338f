package com.piprio.release;

import java.util.List;

/** Whether one release may be upgraded to another. */
public sealed interface PathDecision {

    /**
     * It may.
     *
     * @param pending what the target applies, ascending
     */
    record Allowed(List<Migration> pending) implements PathDecision {
        public Allowed {
            pending = List.copyOf(pending);
        }
    }

    /** There is nothing to do. */
    record SameRelease() implements PathDecision {}

    /**
     * It may not.
     *
     * @param reason in one sentence without a full stop
     * @param remedy what leads on
     */
    record Refused(Cause cause, String reason, String remedy) implements PathDecision {}

    /** Which rule refuses. */
    enum Cause {
        DOWNGRADE,
        UNKNOWN_TARGET,
        UNKNOWN_SOURCE,
        SOURCE_TOO_OLD
    }
}
