package com.piprio.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Time that has to pass because it is part of what is measured. */
final class Pause {

    private Pause() {}

    static void of(Duration duration) {
        try {
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
