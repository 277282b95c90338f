package com.piprio.upgrader.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class InstallationLockTest {
    @TempDir
    private Path directory;

    @Test
    void isTakenAndGivenBack() {
        Path state = directory.resolve(".piprio");

        InstallationLock.acquire(state, holder("first")).close();
        try (InstallationLock lock = InstallationLock.acquire(state, holder("second"))) {
            assertThat(InstallationLock.holder(state))
                    .hasValueSatisfying(words -> assertThat(words).startsWith("second by "));
        }
    }

    @Test
    void itsDirectoryIsPrivate() throws IOException {
        Path state = directory.resolve(".piprio");

        InstallationLock.acquire(state, holder("first")).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                .isEqualTo("rwx------");
    }

    @Test
    void aSecondRunOfThisProcessIsRefusedInTheWordsOfTheFirst() {
        try (InstallationLock lock = InstallationLock.acquire(directory, holder("upgrade run 20261124T081500Z"))) {
            assertHeld("upgrade run 20261124T081500Z");
        }
        InstallationLock.acquire(directory, holder("third")).close();
    }

    @Test
    void aRunOfAnotherProcessIsRefusedUntilThatProcessIsDead() throws Exception {
        Process holder = holder();
        try (BufferedReader words = holder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(words.readLine()).isEqualTo("held");
            assertHeld("a run of another process by ");
            assertHeld(", process " + holder.pid() + ", ");
        } finally {
            holder.destroyForcibly();
            assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(InstallationLock.holder(directory))
                .as("the text is there, the lock is not")
                .isEmpty();
        InstallationLock.acquire(directory, holder("the next")).close();
    }

    @Test
    void theStepInItIsTheOneOfNow() throws IOException {
        Instant start = Instant.parse("2026-11-24T08:15:00Z");
        LockHolder holder = new LockHolder("alice (as root)", "host7", 4711, "upgrade", null, null, start)
                .withRun(new RunId("20261124T081500Z"));
        try (InstallationLock lock = InstallationLock.acquire(directory, holder)) {
            assertHeld(
                    "upgrade 20261124T081500Z by alice (as root) on host7, process 4711, since 2026-11-24T08:15:00Z");

            lock.enter("replace-workers");
            lock.enter("verify");

            assertHeld("upgrade 20261124T081500Z by alice (as root) on host7, process 4711, since 2026-11-24T08:15:00Z,"
                    + " in step verify");
            assertThat(Files.size(directory.resolve("lock"))).isEqualTo(512);
        }
    }

    @Test
    void aHolderThatAnotherUpgraderWroteIsToldAsItStands() {
        assertThat(LockHolder.inWords("upgrade run 20261124T081500Z, process 4711\n"))
                .isEqualTo("upgrade run 20261124T081500Z, process 4711");
        assertThat(LockHolder.inWords("{\"user\":\"alice\"}")).isEqualTo("{\"user\":\"alice\"}");
        assertThat(LockHolder.inWords("")).isEmpty();
    }

    @Test
    void whoCameBySudoIsNamed() {
        assertThat(LockHolder.userName("root", "alice")).isEqualTo("alice (as root)");
        assertThat(LockHolder.userName("root", null)).isEqualTo("root");
        assertThat(LockHolder.userName("root", "root")).isEqualTo("root");
    }

    private static LockHolder holder(String command) {
        return LockHolder.of(command, Instant.parse("2026-11-24T08:15:00Z"));
    }

    private void assertHeld(String words) {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> InstallationLock.acquire(directory, holder("mine")))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.LOCK_HELD);
                    assertThat(problem.found()).contains(words);
                });
        assertThat(InstallationLock.holder(directory))
                .hasValueSatisfying(text -> assertThat(text).contains(words));
    }

    private Process holder() throws IOException {
        String classes = Stream.of(
                        HoldingProcess.class,
                        InstallationLock.class,
                        OperatorException.class,
                        ObjectMapper.class,
                        JsonFactory.class,
                        JsonInclude.class)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(":"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(List.of(
                        java,
                        "-Xmx32m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes,
                        HoldingProcess.class.getName(),
                        directory.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
