package com.piprio.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs small real programs. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SystemProcessRunnerTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ProcessRunner runner = new SystemProcessRunner();

    @TempDir
    Path directory;

    private static Command shell(String script) {
        return Command.of(LIMIT, "sh", "-c", script);
    }

    @Test
    void givesExitCodeAndBothStreams() {
        ProcessResult result = runner.run(shell("echo out; echo err >&2; exit 7"));

        assertThat(result).isEqualTo(new ProcessResult(7, "out\n", "err\n"));
    }

    @Test
    void drainsBothStreamsHoweverMuchTheyCarry() {
        ProcessResult result = runner.run(shell("head -c 3000000 /dev/zero | tr '\\0' e >&2;"
                + "head -c 3000000 /dev/zero | tr '\\0' o; echo end >&2"));

        assertThat(result.stdout()).hasSize(3_000_000).containsOnlyOnce("o".repeat(3_000_000));
        assertThat(result.stderr()).as("the end of it").hasSize(64 << 10).endsWith("eee" + "end\n");
    }

    @Test
    void refusesMoreTextThanAnAnswerCanBe() {
        OperatorException thrown =
                catchThrowableOfType(OperatorException.class, () -> runner.run(shell("head -c 40000000 /dev/zero")));

        assertThat(thrown.code()).isEqualTo(ErrorCode.FILE_UNWRITABLE);
        assertThat(thrown.found()).contains("more than 33554432 bytes");
    }

    @Test
    void runsInADirectory() {
        assertThat(runner.run(shell("pwd").in(directory)).stdout().strip()).isEqualTo(directory.toString());
    }

    @Test
    void passesOnPathHomeAndDockerVariablesOnly() {
        ProcessRunner clean = new SystemProcessRunner(Map.of(
                "PATH", "/usr/bin:/bin",
                "HOME", "/home/operator",
                "DOCKER_HOST", "unix:///var/run/docker.sock",
                "PIPRIO_VERSION", "9.9.9",
                "COMPOSE_FILE", "other.yml",
                "COMPOSE_PROJECT_NAME", "other"));

        String variables = clean.run(Command.of(LIMIT, "env").withEnvironment(Map.of("PIPRIO_VERSION", "1.5.0")))
                .stdout();

        assertThat(variables.lines().toList())
                .containsExactlyInAnyOrder(
                        "PATH=/usr/bin:/bin",
                        "HOME=/home/operator",
                        "DOCKER_HOST=unix:///var/run/docker.sock",
                        "PIPRIO_VERSION=1.5.0");
    }

    @Test
    void noInputIsTheEndOfInput() {
        assertThat(runner.run(shell("cat; echo end")).stdout()).isEqualTo("end\n");
    }

    @Test
    void readsInputFromBytesFileAndStream() throws IOException {
        byte[] content = "x".repeat(300_000).getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(directory.resolve("in"), content);
        Command count = Command.of(LIMIT, "wc", "-c");

        assertThat(runner.run(count.withInput(Input.bytes(content))).stdout().strip())
                .isEqualTo("300000");
        assertThat(runner.run(count.withInput(Input.file(file))).stdout().strip())
                .isEqualTo("300000");
        assertThat(runner.run(count.withInput(Input.stream(new ByteArrayInputStream(content))))
                        .stdout()
                        .strip())
                .isEqualTo("300000");
    }

    @Test
    void aChildThatStopsReadingIsNoFailure() {
        ProcessResult result = runner.run(shell("exit 0").withInput(Input.bytes(new byte[1 << 20])));

        assertThat(result.exitCode()).isZero();
    }

    @Test
    void anInputThatBreaksIsAFailureAndNotTheEndOfInput() {
        InputStream broken = new SequenceInputStream(
                new ByteArrayInputStream(new byte[10]), new BufferedInputStream(InputStream.nullInputStream()) {
                    @Override
                    public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
                        throw new IOException("gone");
                    }
                });
        OperatorException thrown = catchThrowableOfType(
                OperatorException.class,
                () -> runner.run(Command.of(LIMIT, "cat").withInput(Input.stream(broken))));

        assertThat(thrown.code()).isEqualTo(ErrorCode.FILE_UNREADABLE);
        assertThat(thrown.found()).contains("gone");
    }

    @Test
    void writesOutputToAStream() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        runner.run(shell("head -c 1000000 /dev/zero").withOutput(Output.stream(out)));

        assertThat(out.size()).isEqualTo(1_000_000);
    }

    @Test
    void killsAChildWhoseOutputCannotBeKept() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("no space left");
            }
        };
        OperatorException thrown = catchThrowableOfType(
                OperatorException.class,
                () -> runner.run(Command.of(LIMIT, "yes").withOutput(Output.stream(full))));

        assertThat(thrown.code()).isEqualTo(ErrorCode.FILE_UNWRITABLE);
        assertThat(thrown.found()).contains("no space left");
    }

    @Test
    void theTimeLimitKillsTheChildAndItsChildren() throws IOException {
        Path pids = directory.resolve("pids");
        Command command = new Command(
                shell("echo started >&2; sleep 300 & echo $! > " + pids + "; echo $$ >> " + pids + "; wait")
                        .argv(),
                null,
                Map.of(),
                Duration.ofSeconds(1),
                Input.none(),
                Output.text());

        OperatorException thrown = catchThrowableOfType(OperatorException.class, () -> runner.run(command));

        assertThat(thrown.code()).isEqualTo(ErrorCode.PROCESS_TIMEOUT);
        assertThat(thrown.expected()).isEqualTo("an end within 1 s");
        assertThat(thrown.found()).isEqualTo("started");
        assertThat(Files.readAllLines(pids)).hasSize(2).allSatisfy(pid -> assertGone(Long.parseLong(pid)));
    }

    @Test
    void anOrphanThatKeepsTheStreamsOpenDoesNotHoldUsBeyondTheLimit() {
        long start = System.nanoTime();
        OperatorException thrown = catchThrowableOfType(
                OperatorException.class,
                () -> runner.run(Command.of(Duration.ofSeconds(1), "sh", "-c", "sleep 20 & sleep 0.3; exit 0")));

        assertThat(thrown.code()).isEqualTo(ErrorCode.PROCESS_TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void anInterruptKillsTheChild() throws IOException, InterruptedException {
        Path pid = directory.resolve("pid");
        Throwable[] thrown = new Throwable[1];
        boolean[] interrupted = new boolean[1];
        Thread thread = new Thread(() -> {
            thrown[0] = catchThrowableOfType(
                    OperatorException.class, () -> runner.run(shell("echo $$ > " + pid + "; sleep 300")));
            interrupted[0] = Thread.currentThread().isInterrupted();
        });
        thread.start();
        awaitContent(pid);

        thread.interrupt();
        thread.join(10_000);

        assertThat(thread.isAlive()).isFalse();
        assertThat(thrown[0]).isInstanceOfSatisfying(OperatorException.class, exception -> assertThat(exception.code())
                .isEqualTo(ErrorCode.PROCESS_INTERRUPTED));
        assertThat(interrupted[0]).as("the interrupt is kept for the caller").isTrue();
        assertGone(Long.parseLong(Files.readString(pid).strip()));
    }

    @Test
    void saysWhichCommandCannotBeStarted() {
        OperatorException thrown = catchThrowableOfType(
                OperatorException.class, () -> runner.run(Command.of(LIMIT, "piprio-no-such-program", "x")));

        assertThat(thrown.code()).isEqualTo(ErrorCode.COMMAND_NOT_FOUND);
        assertThat(thrown.problem()).isEqualTo("cannot start piprio-no-such-program");
    }

    /** A killed process is gone once its parent, or init in its place, has taken notice. */
    private static void assertGone(long pid) {
        await(
                "process " + pid + " is gone",
                () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    private static void awaitContent(Path file) {
        await(file + " has content", () -> Files.exists(file) && Files.size(file) > 0);
    }

    private static void await(String what, Condition condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        try {
            while (!condition.holds()) {
                assertThat(System.nanoTime()).as(what).isLessThan(deadline);
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(what, e);
        }
    }

    /** Something that becomes true. */
    private interface Condition {
        boolean holds() throws IOException;
    }
}
