package com.piprio.release;

/**
 * Something in an installation's {@code .env} that a release does not accept, or soon will not.
 *
 * @param name the key
 * @param remedy what the operator does about it
 */
public record Finding(Kind kind, String name, String remedy) {

    /** A deprecated key still works: it is worth a warning only. */
    public boolean blocks() {
        return kind != Kind.DEPRECATED;
    }

    /** What is the matter with the key. */
    public enum Kind {
        UNKNOWN,
        MISSING,
        DEPRECATED
    }
}
