package com.piprio.upgrader.check;

import java.util.Locale;

/** What becomes of a difference at one installation; the later, the worse. */
public enum Resolution {
    /** Nothing: the installation does not use what changes, or has what it takes. */
    UNUSED,
    /** The upgrade does it, and a way back takes it back. */
    AUTOMATIC,
    /** The operator writes what is named, before the upgrade. */
    ACTION,
    /** This upgrade cannot be made here. */
    BLOCK;

    /** True when an upgrade does not begin. */
    public boolean refuses() {
        return this == ACTION || this == BLOCK;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
