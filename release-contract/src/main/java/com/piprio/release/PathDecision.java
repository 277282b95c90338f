package com.piprio.release;

import java.util.List;

/** Whether one release may be upgraded to another, and over which others. */
public sealed interface PathDecision {

    /**
     * It may, directly.
     *
     * @param pending what the target applies, ascending
     */
    record Allowed(List<Migration> pending) implements PathDecision {
        public Allowed {
            pending = List.copyOf(pending);
        }
    }

    /**
     * It may, over other releases.
     *
     * @param hops what to upgrade to, one after the other; the last is the target
     */
    record ThroughStops(List<ReleaseVersion> hops) implements PathDecision {
        public ThroughStops {
            hops = List.copyOf(hops);
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
        /** Nobody may upgrade to the target any more. */
        WITHDRAWN,
        /** The source is below the lowest source of the target, and no release between leads on. */
        SOURCE_TOO_OLD,
        /** The target has a stop on the way, and neither the stop nor a release behind it leads on. */
        STOP_CLOSED
    }
}
