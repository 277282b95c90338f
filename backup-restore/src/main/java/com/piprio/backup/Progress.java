package com.piprio.backup;

/** Hears how far a long piece of work has come; called from one thread at a time. */
@FunctionalInterface
public interface Progress {

    /**
     * @param what the part that goes on, such as {@code objects}
     * @param total 0 when it is not known
     */
    void says(String what, long done, long total);

    /** The same, for work of several threads: one of them speaks at a time. */
    default Progress shared() {
        Object turn = new Object();
        return (what, done, total) -> {
            synchronized (turn) {
                says(what, done, total);
            }
        };
    }

    /** Keeps silent. */
    static Progress none() {
        return (what, done, total) -> {};
    }
}
