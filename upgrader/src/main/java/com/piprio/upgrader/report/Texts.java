package com.piprio.upgrader.report;

import java.time.Duration;
import java.util.Locale;

/** Durations and sizes in the words an operator reads. */
public final class Texts {
    private Texts() {}

    /** {@code 6.4 s}, from a minute on {@code 2 min 05 s}. */
    public static String seconds(Duration duration) {
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        return String.format(Locale.ROOT, "%d min %02d s", duration.toMinutes(), duration.toSecondsPart());
    }

    /** {@code 3.1 GiB}, {@code 12.0 MiB}, {@code 4.0 KiB}. */
    public static String bytes(long bytes) {
        if (bytes >= 1L << 30) {
            return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
        }
        if (bytes >= 1L << 20) {
            return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1L << 20));
        }
        return String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0);
    }
}
