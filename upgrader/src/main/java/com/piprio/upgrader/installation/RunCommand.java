package com.piprio.upgrader.installation;

import java.util.Locale;

/** The commands that leave a run in the journal. */
public enum RunCommand {
    UPGRADE,
    ROLLBACK,
    RESTORE,
    TAKE_BACK,
    BACKUP,
    INSTALL;

    /** As it is written down. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The command that {@link #word} names. */
    public static RunCommand of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** True for a restore and the way back from one: they stay on the release, and no rollback takes them back. */
    public boolean aboutBundles() {
        return this == RESTORE || this == TAKE_BACK;
    }

    /** True when a run that stopped half way leaves something to finish or to take back. */
    public boolean changesRelease() {
        return this == UPGRADE || this == ROLLBACK || aboutBundles();
    }

    /** True when there is something to go on to and something to go back to; a rollback has one end only. */
    public boolean hasTwoEnds() {
        return changesRelease() && this != ROLLBACK;
    }
}
