package com.piprio.bench;

import java.time.Duration;
import java.util.Locale;

/** What a benchmark prints while it runs, each line with the time since its start. */
public final class Progress {

    private final long started = System.nanoTime();

    public void say(String line) {
        Duration passed = Duration.ofNanos(System.nanoTime() - started);
        System.out.printf(Locale.ROOT, "[%3d:%02d] %s%n", passed.toMinutes(), passed.toSecondsPart(), line);
    }
}
