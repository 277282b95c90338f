package com.piprio.compose;

import java.time.Duration;

/** Lets real time pass between two questions to a server. */
public final class Pause {
    private Pause() {}

    /** Blocks for that long. An interrupted pause ends early and leaves the thread interrupted, so that the next question fails. */
    public static void of(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
