package com.piprio.upgrader.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:15:00Z");
    private static final RunId RUN = RunId.at(NOW);
    private static final JsonNode PLAN = JsonNodeFactory.instance.objectNode().put("source", "1.4.0");

    @TempDir
    private Path directory;

    private Path file;
    private Journal journal;

    @BeforeEach
    void open() {
        file = directory.resolve(".piprio/journal.jsonl");
        journal = new Journal(file, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void withoutAFileNothingEverRan() {
        assertThat(journal.runs()).isEmpty();
        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void tellsWhereARunIs() {
        journal.runStarted(RUN, RunCommand.UPGRADE, PLAN);
        journal.stepStarted(RUN, "preflight");
        journal.stepDone(RUN, "preflight", 12);
        journal.stepStarted(RUN, "create-backup");

        assertThat(journal.runs())
                .containsExactly(new JournalRun(
                        RUN,
                        RunCommand.UPGRADE,
                        NOW,
                        PLAN,
                        List.of("preflight"),
                        "create-backup",
                        null,
                        null,
                        null,
                        NOW,
                        false));
        assertThat(journal.runs().get(0).unfinished()).isTrue();
    }

    @Test
    void tellsHowARunEnded() {
        journal.runStarted(RUN, RunCommand.UPGRADE, PLAN);
        journal.stepStarted(RUN, "replace-api");
        journal.stepFailed(RUN, "replace-api", "UPG-403 a migration failed");
        journal.runFinished(RUN, Outcome.STOPPED);

        JournalRun run = journal.runs().get(0);

        assertThat(run.current()).isEqualTo("replace-api");
        assertThat(run.problem()).isEqualTo("UPG-403 a migration failed");
        assertThat(run.outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(run.finishedAt()).isEqualTo(NOW);
        assertThat(run.unfinished()).as("an operator has to decide").isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"SUCCEEDED", "UNCHANGED", "ROLLED_BACK"})
    void aRunThatReachedAnEndIsFinished(Outcome outcome) {
        journal.runStarted(RUN, RunCommand.UPGRADE, PLAN);
        journal.runFinished(RUN, outcome);

        assertThat(journal.runs().get(0).unfinished()).isFalse();
    }

    @Test
    void whatDoesNotChangeTheReleaseIsNeverUnfinished() {
        journal.runStarted(RUN, RunCommand.INSTALL, PLAN);
        journal.runStarted(new RunId("20261124T081600Z"), RunCommand.BACKUP, PLAN);

        assertThat(journal.runs()).noneMatch(JournalRun::unfinished);
    }

    @Test
    void tellsThatSomebodyStoppedARun() {
        journal.runStarted(RUN, RunCommand.UPGRADE, PLAN);
        journal.stepStarted(RUN, "replace-api");
        assertThat(journal.runs().get(0).signalled()).isFalse();

        journal.runSignalled(RUN);

        assertThat(journal.runs().get(0).signalled()).isTrue();
        assertThat(journal.runs().get(0).current()).isEqualTo("replace-api");
        assertThat(journal.runs().get(0).unfinished()).isTrue();
    }

    @Test
    void tellsWhenARunWasLastHeardOf() {
        Instant later = NOW.plusSeconds(70);
        journal.runStarted(RUN, RunCommand.UPGRADE, PLAN);
        new Journal(file, Clock.fixed(later, ZoneOffset.UTC)).stepStarted(RUN, "replace-api");
        new Journal(file, Clock.fixed(later.plusSeconds(9), ZoneOffset.UTC)).runFinished(RUN, Outcome.STOPPED);

        assertThat(journal.runs().get(0).lastRecordAt()).isEqualTo(later);
    }

    @Test
    void keepsRunsApart() {
        RunId second = new RunId("20261124T091500Z");
        journal.runStarted(RUN, RunCommand.UPGRADE, PLAN);
        journal.stepStarted(RUN, "replace-api");
        journal.runStarted(second, RunCommand.ROLLBACK, PLAN);
        journal.stepDone(second, "verify", 3);
        journal.runFinished(second, Outcome.ROLLED_BACK);

        assertThat(journal.runs()).extracting(JournalRun::id).containsExactly(RUN, second);
        assertThat(journal.runs().get(0).current()).isEqualTo("replace-api");
        assertThat(journal.runs().get(1).done()).containsExactly("verify");
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        journal.runStarted(RUN, RunCommand.UPGRADE, PLAN);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void aLineTornAnywhereIsAsIfItWereNotThere() throws IOException {
        journal.runStarted(RUN, RunCommand.UPGRADE, PLAN);
        List<JournalRun> before = journal.runs();
        byte[] whole = Files.readAllBytes(file);
        journal.stepFailed(RUN, "replace-api", "größer – ☃");
        byte[] more = Files.readAllBytes(file);

        for (int length = whole.length; length < more.length; length++) {
            Files.write(file, Arrays.copyOf(more, length));
            assertThat(journal.runs()).as(length + " bytes").isEqualTo(before);
        }
    }

    @Test
    void theNextRecordTakesThePlaceOfATornLine() throws IOException {
        journal.runStarted(RUN, RunCommand.UPGRADE, PLAN);
        Files.writeString(file, "{\"at\":\"2026-11-24T08:1", StandardOpenOption.APPEND);

        journal.stepStarted(RUN, "preflight");

        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(journal.runs().get(0).current()).isEqualTo("preflight");
    }

    @Test
    void aJournalWithNothingButATornLineIsEmpty() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"at\"");

        assertThat(journal.runs()).isEmpty();
        journal.runStarted(RUN, RunCommand.UPGRADE, PLAN);
        assertThat(journal.runs()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "",
                "42",
                "{}",
                "{\"at\":\"2026-11-24T08:15:00Z\",\"kind\":\"run-started\",\"run\":\"r\",\"command\":\"dance\"}",
                "{\"at\":\"yesterday\",\"kind\":\"step-started\",\"run\":\"20261124T081500Z\"}",
                "{\"at\":\"2026-11-24T08:15:00Z\",\"kind\":\"run-finished\",\"run\":\"20261124T081500Z\"}"
            })
    void aDamagedWholeLineIsNamed(String line) throws IOException {
        journal.runStarted(RUN, RunCommand.UPGRADE, PLAN);
        Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        journal.stepStarted(RUN, "preflight");

        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(journal::runs)
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.JOURNAL_DAMAGED);
                    assertThat(problem.found()).startsWith("line 2: ");
                    assertThat(problem.expected()).contains(file.toString());
                });
    }

    @Test
    void aNewerUpgraderMayWriteMore() throws IOException {
        journal.runStarted(RUN, RunCommand.UPGRADE, PLAN);
        List<JournalRun> before = journal.runs();
        Files.writeString(
                file,
                "{\"at\":\"2026-11-24T08:15:00Z\",\"kind\":\"note\",\"run\":\"20261124T081500Z\",\"text\":\"x\"}\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.APPEND);

        assertThat(journal.runs()).isEqualTo(before);
    }
}
