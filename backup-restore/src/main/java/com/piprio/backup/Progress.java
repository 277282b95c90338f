package com.piprio.backup;

/** Hears how far a long piece of work has come; called from one thread at a time. */
@FunctionalInterface
public interface Progress {

    /**
     * @param what the part that goes on, such as {@code objects}
     * @param total 0 when it is not known
     */
    void says(String what, long done, long total);

    /** Keeps silent. */
    static Progress none() {
        return (what, done, total) -> {};
    }
}
