package com.piprio.upgrader.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastWordsTest {

    private static String line(String level, String message) {
        return "{\"timestamp\":\"2026-11-24T11:13:00.068459299Z\",\"loggerName\":\"com.piprio.runtime.ServiceMain\","
                + "\"level\":\"" + level + "\",\"message\":\"" + message + "\",\"threadName\":\"main\"}\n";
    }

    @Test
    void theErrorCountsAndNotWhatWasSaidAfterIt() {
        String log = line("INFO", "starting")
                + line("ERROR", "migration 1.5.0.3 failed: column exists")
                + line("INFO", "stopped in 0.1s");

        assertThat(LastWords.in(log)).contains("migration 1.5.0.3 failed: column exists");
    }

    @Test
    void inARestartLoopTheNewestErrorCounts() {
        String log = line("ERROR", "giving up: the database did not answer within 60 s")
                + line("INFO", "starting")
                + line("FATAL", "refusing to start: the schema accepts releases from 1.5.0 on")
                + line("INFO", "starting")
                + line("WARN", "waiting for the database");

        assertThat(LastWords.in(log)).contains("refusing to start: the schema accepts releases from 1.5.0 on");
    }

    @Test
    void aMessageOfSeveralLinesComesWhole() {
        assertThat(LastWords.in(line("ERROR", "first\\nsecond"))).contains("first\nsecond");
    }

    @Test
    void withoutAnErrorTheLastLineCounts() {
        String log = line("INFO", "starting") + "Error: Could not find or load main class\n\n  \n";

        assertThat(LastWords.in(log)).contains("Error: Could not find or load main class");
    }

    @Test
    void anErrorWithoutWordsIsPassedOver() {
        assertThat(LastWords.in(line("ERROR", "the reason") + line("ERROR", "")))
                .contains("the reason");
    }

    @Test
    void linesThatAreNoRecordsDoNotHideTheError() {
        String log = line("ERROR", "the reason") + "42\n[]\n\"ERROR\"\n{\"level\":\"ERROR\n\tat com.piprio.Main\n";

        assertThat(LastWords.in(log)).contains("the reason");
    }

    @Test
    void whoNeverSpokeHasNoLastWords() {
        assertThat(LastWords.in("")).isEmpty();
        assertThat(LastWords.in("\n \n")).isEmpty();
    }
}
