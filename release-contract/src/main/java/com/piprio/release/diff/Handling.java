package com.piprio.release.diff;

/** Who does something about a difference where it concerns an installation. */
public enum Handling {
    /** Nobody: there is nothing to do. */
    NONE,
    /** The upgrade, by itself. */
    AUTOMATIC,
    /** The operator, before the upgrade. */
    ACTION,
    /** Nobody can: the release must not be published, or not be upgraded to from there. */
    BLOCK;

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
