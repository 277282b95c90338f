package com.piprio.upgrader.report;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Shows the running step in place on a terminal: what it waits for and since when. */
public final class TerminalReport implements Report {
    private static final String CLEAR_LINE = "\r\u001b[2K";
    private static final int WIDTH = 110;

    private final Consumer<String> terminal;
    private final PlainReport lines;
    private String current = "";

    /** @param terminal takes text as it is, ends of lines included */
    public TerminalReport(Consumer<String> terminal) {
        this.terminal = terminal;
        this.lines = new PlainReport(text -> terminal.accept(CLEAR_LINE + text + "\n"));
    }

    @Override
    public void line(String text) {
        lines.line(text);
    }

    @Override
    public void stepStarted(int number, int total, String step) {
        lines.stepStarted(number, total, step);
        current = String.format(Locale.ROOT, "[%2d/%d] %-18s ", number, total, step);
        terminal.accept(current);
    }

    @Override
    public void waiting(String what, Duration elapsed) {
        String text = current + what + " (" + Texts.seconds(elapsed) + ")";
        // A line that wraps could not be cleared again.
        terminal.accept(CLEAR_LINE + text.substring(0, Math.min(text.length(), WIDTH)));
    }

    @Override
    public void detail(String text) {
        lines.detail(text);
    }

    @Override
    public void stepDone(Duration elapsed) {
        lines.stepDone(elapsed);
    }

    @Override
    public void stepFailed(Duration elapsed) {
        lines.stepFailed(elapsed);
    }
}
