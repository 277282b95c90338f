package com.piprio.upgrader.installation;

import java.util.Locale;

/** The commands that leave a run in the journal. */
public enum RunCommand {
    UPGRADE,
    ROLLBACK,
    RESTORE,
    BACKUP,
    INSTALL;

    /** As it is typed and written down. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The command that {@link #word} names. */
    public static RunCommand of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** True when a run that stopped half way leaves something to finish or to take back. */
    public boolean changesRelease() {
        return this == UPGRADE || this == ROLLBACK || this == RESTORE;
    }
}
