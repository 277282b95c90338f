package com.piprio.upgrader.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

        InstallationLock.acquire(state, "first").close();
        try (InstallationLock lock = InstallationLock.acquire(state, "second")) {
            assertThat(state.resolve("lock")).hasContent("second");
        }
    }

    @Test
    void itsDirectoryIsPrivate() throws IOException {
        Path state = directory.resolve(".piprio");

        InstallationLock.acquire(state, "first").close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                .isEqualTo("rwx------");
    }

    @Test
    void aSecondRunOfThisProcessIsRefusedInTheWordsOfTheFirst() {
        try (InstallationLock lock = InstallationLock.acquire(directory, "upgrade run 20261124T081500Z")) {
            assertHeld("upgrade run 20261124T081500Z");
        }
        InstallationLock.acquire(directory, "third").close();
    }

    @Test
    void aRunOfAnotherProcessIsRefusedUntilThatProcessIsDead() throws Exception {
        Process holder = holder();
        try (BufferedReader words = holder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(words.readLine()).isEqualTo("held");
            assertHeld("a run of another process");
        } finally {
            holder.destroyForcibly();
            assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(directory.resolve("lock")).hasContent("a run of another process");
        InstallationLock.acquire(directory, "the next").close();
        assertThat(directory.resolve("lock")).hasContent("the next");
    }

    @Test
    void aShorterHolderLeavesNothingOfALongerOne() {
        InstallationLock.acquire(directory, "a very long description").close();
        InstallationLock.acquire(directory, "short").close();

        assertThat(directory.resolve("lock")).hasContent("short");
    }

    private void assertHeld(String holder) {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> InstallationLock.acquire(directory, "mine"))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.LOCK_HELD);
                    assertThat(problem.found()).isEqualTo(holder);
                });
        assertThat(directory.resolve("lock")).hasContent(holder);
    }

    private Process holder() throws IOException {
        String classes = Stream.of(LockHolder.class, InstallationLock.class, OperatorException.class)
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
                        LockHolder.class.getName(),
                        directory.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
