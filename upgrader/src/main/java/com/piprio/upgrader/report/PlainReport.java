package com.piprio.upgrader.report;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One line per event, for pipes and log files. A wait speaks every five seconds, so that silence means trouble. */
public final class PlainReport implements Report {
    private static final Duration WAIT_LINES_APART = Duration.ofSeconds(5);

    private final Consumer<String> lines;
    private String prefix = "";
    private String name = "";
    private @Nullable Duration lastWaitLine;

    /** @param lines takes one line without its end */
    public PlainReport(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void line(String text) {
        lines.accept(text);
    }

    @Override
    public void stepStarted(int number, int total, String step) {
        prefix = String.format(Locale.ROOT, "[%2d/%d] ", number, total);
        name = step;
        lastWaitLine = null;
    }

    @Override
    public void waiting(String what, Duration elapsed) {
        if (lastWaitLine == null
                ? elapsed.compareTo(WAIT_LINES_APART) >= 0
                : elapsed.minus(lastWaitLine).compareTo(WAIT_LINES_APART) >= 0) {
            lastWaitLine = elapsed;
            lines.accept(row("waiting: " + what + " (" + Texts.seconds(elapsed) + ")"));
        }
    }

    @Override
    public void detail(String text) {
        lines.accept(row(text));
    }

    @Override
    public void stepDone(Duration elapsed) {
        lines.accept(row("done in " + Texts.seconds(elapsed)));
    }

    @Override
    public void stepFailed(Duration elapsed) {
        lines.accept(row("FAILED after " + Texts.seconds(elapsed)));
    }

    private String row(String text) {
        return String.format(Locale.ROOT, "%s%-18s %s", prefix, name, text);
    }
}
