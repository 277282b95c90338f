package com.piprio.upgrader.plan;

/**
 * How the API changes from the source to the target release, and why this way.
 *
 * @param mode the way
 * @param reason one clause for the operator
 */
public record Cutover(Mode mode, String reason) {

    /** The ways of a cut-over, mildest for clients first. */
    public enum Mode {
        /** The proxy makes requests wait while the one API is replaced: latency, no error. */
        HOLD
    }
}
