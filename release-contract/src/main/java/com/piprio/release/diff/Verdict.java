package com.piprio.release.diff;

/** What a difference is by the compatibility policy. */
public enum Verdict {
    /** Nobody has to know. */
    COMPATIBLE,
    /** Works as before, warns, and will end. */
    DEPRECATED,
    /** Needs notice first, or a new version beside the old one. */
    BREAKING;

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
