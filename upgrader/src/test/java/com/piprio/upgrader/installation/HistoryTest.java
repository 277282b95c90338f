package com.piprio.upgrader.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final RunId FIRST = new RunId("20261124T081500Z");
    private static final RunId SECOND = new RunId("20261124T091500Z");

    @TempDir
    private Path directory;

    private History history() {
        return new History(Installation.unborn(directory));
    }

    private void write(RunId run, String outcome) {
        history().write(run, JsonNodeFactory.instance.objectNode().put("outcome", outcome));
    }

    @Test
    void withoutAFileNothingEverRan() {
        assertThat(history().read()).isEmpty();
    }

    @Test
    void tellsRunsOldestFirstAndEachOnce() throws IOException {
        write(SECOND, "rolled_back");
        write(FIRST, "stopped");
        write(FIRST, "succeeded");
        Files.writeString(directory.resolve(".piprio/history/notes.txt"), "mine");

        assertThat(history().read())
                .extracting(run -> run.get("outcome").asText())
                .containsExactly("succeeded", "rolled_back");
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        write(FIRST, "succeeded");
        Files.writeString(directory.resolve(".piprio/history/20261124T091500Z.json"), "{");

        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> history().read())
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.FILE_UNREADABLE);
                    assertThat(problem.expected()).endsWith("20261124T091500Z.json");
                });
    }

    @Test
    void aLogThatCannotBeWrittenEndsNoRun() throws IOException {
        RunLog log = new RunLog(Installation.unborn(directory), FIRST, Clock.systemUTC());
        Files.createDirectories(log.file());

        assertThatCode(() -> log.accept("a line")).doesNotThrowAnyException();
    }

    @Test
    void filesAreReadableByTheirOwnerOnly() throws IOException {
        write(FIRST, "succeeded");
        RunLog log = new RunLog(
                Installation.unborn(directory),
                FIRST,
                Clock.fixed(Instant.parse("2026-11-24T08:15:00.123456Z"), ZoneOffset.UTC));
        log.accept("first");
        log.accept("second");

        assertThat(log.file()).hasContent("2026-11-24T08:15:00.123Z first\n2026-11-24T08:15:00.123Z second\n");
        for (Path file : new Path[] {log.file(), directory.resolve(".piprio/history/20261124T081500Z.json")}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-------");
        }
    }
}
