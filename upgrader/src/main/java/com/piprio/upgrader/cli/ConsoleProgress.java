package com.piprio.upgrader.cli;

import com.piprio.backup.Progress;
import com.piprio.upgrader.report.Texts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Says how far many bytes have come, each two seconds and not before: what is over by then says nothing. On the error
 * output, because the other one may be read by a program.
 */
final class ConsoleProgress implements Progress {
    private static final Duration APART = Duration.ofSeconds(2);

    private final Console console;
    private final Clock clock;
    private Instant last;

    ConsoleProgress(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
        this.last = clock.instant();
    }

    @Override
    public void says(String what, long done, long total) {
        Instant now = clock.instant();
        if (Duration.between(last, now).compareTo(APART) >= 0) {
            last = now;
            console.error(what + ": " + Texts.bytes(done) + " of " + Texts.bytes(total));
        }
    }
}
