package com.piprio.upgrader.run;

/** What a step may already have changed when it fails; never decreases along a list of steps. */
public enum Impact {
    /** Nothing that an operator or a user could notice. */
    NONE,
    /** Files of the installation name the target; everything still runs on the source. */
    CONFIG,
    /** Some service is stopped; no data can have moved. */
    DEGRADED,
    /** The target ran: the schema may have moved. */
    DATA
}
