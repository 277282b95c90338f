package com.piprio.upgrader.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What operators see of one upgrade that stops: in a pipe and on a terminal. */
class ReportTest {
    private final StringBuilder seen = new StringBuilder();

    /** The events of an upgrade with a long wait, a detail, and a step that fails. */
    private static void tell(Report report) {
        report.line("Upgrade of docs.example.com: 1.4.0 -> 1.5.0");
        report.stepStarted(1, 14, "acquire-lock");
        report.stepDone(Duration.ofMillis(12));
        report.stepStarted(2, 14, "preflight");
        report.waiting("services", Duration.ZERO);
        report.stepDone(Duration.ofMillis(1949));
        report.stepStarted(10, 14, "replace-api");
        for (int millis = 0; millis <= 70_000; millis += 2_500) {
            report.waiting("api is ready on 1.5.0 (migration 1.5.0.2)", Duration.ofMillis(millis));
        }
        report.detail("requests to api were held for 1 min 10 s");
        report.stepDone(Duration.ofSeconds(71));
        report.stepStarted(11, 14, "replace-workers");
        report.waiting("pause before the next worker", Duration.ofMillis(4_900));
        report.waiting(
                "worker (replica 1) is ready on 1.5.0; it says: release is down (waiting for schema 1.5.0.4), and more"
                        + " than fits on a line",
                Duration.ofSeconds(5));
        report.stepFailed(Duration.ofSeconds(180));
        report.line("log: /srv/piprio/.piprio/logs/20261124T081500Z.log");
    }

    private static String golden(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(ReportTest.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aPipeGetsOneLineForEachEvent() throws IOException {
        tell(new PlainReport(line -> seen.append(line).append('\n')));

        assertThat(seen.toString()).isEqualTo(golden("plain.txt"));
    }

    @Test
    void aTerminalShowsTheRunningStepInPlace() throws IOException {
        tell(new TerminalReport(seen::append));

        String written = seen.toString().replace("\r\u001b[2K", "<clear>\n");
        assertThat(written).isEqualTo(golden("terminal.txt"));
    }

    @Test
    void noTextOnTheTerminalIsWiderThanCanBeCleared() {
        tell(new TerminalReport(seen::append));

        assertThat(seen.toString().split("\r\u001b\\[2K|\n")).allMatch(text -> text.length() <= 110);
    }

    @Test
    void bothReportsHearEverything() throws IOException {
        List<String> log = new ArrayList<>();
        tell(Report.both(new PlainReport(line -> seen.append(line).append('\n')), new PlainReport(log::add)));

        assertThat(seen.toString()).isEqualTo(golden("plain.txt"));
        assertThat(log).isEqualTo(golden("plain.txt").lines().toList());
    }
}
