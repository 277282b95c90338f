package com.piprio.e2e.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs programs. Both outputs are read while the program runs, and no program outlives its time limit. */
public final class Processes {

    private static final Duration AFTER_END = Duration.ofSeconds(10);

    private Processes() {}

    /**
     * Runs the program to its end.
     *
     * @throws AssertionError when it takes longer than its limit; it and its descendants have been killed then
     */
    public static Run run(CommandLine command) {
        return start(command).await();
    }

    /** Starts the program; for scenarios that do something while it runs. */
    public static Started start(CommandLine command) {
        ProcessBuilder builder = new ProcessBuilder(command.argv())
                .directory(command.directory().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.environment().putAll(command.environment());
        try {
            Instant startedAt = Instant.now();
            long startedNanos = System.nanoTime();
            Process process = builder.start();
            return new Started(
                    command,
                    process,
                    startedAt,
                    startedNanos,
                    drain(process.getInputStream()),
                    drain(process.getErrorStream()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.printed(), e);
        }
    }

    private static CompletableFuture<String> drain(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try (stream) {
                        text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        text.completeExceptionally(e);
                    }
                },
                "output of a child process");
        thread.setDaemon(true);
        thread.start();
        return text;
    }

    /** A program that runs. */
    public record Started(
            CommandLine command,
            Process process,
            Instant startedAt,
            long startedNanos,
            CompletableFuture<String> stdout,
            CompletableFuture<String> stderr) {

        /** Waits for the end, at most until the limit of the command. */
        public Run await() {
            boolean ended = false;
            try {
                Duration passed = Duration.ofNanos(System.nanoTime() - startedNanos);
                ended = process.waitFor(command.limit().minus(passed).toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for " + command.printed(), e);
            } finally {
                if (!ended) {
                    kill();
                }
            }
            Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
            int exitCode = ended ? process.exitValue() : -1;
            Run run = new Run(command, exitCode, text(stdout), text(stderr), startedAt, took);
            if (!ended) {
                throw new AssertionError("not done within " + command.limit() + ", killed\n" + run.transcript());
            }
            return run;
        }

        /** Ends the program and everything that it started, at once (SIGKILL). */
        public void kill() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }

        private static String text(CompletableFuture<String> output) {
            try {
                // A grandchild that was left behind can keep the pipe open, so this wait is bounded as well.
                return output.get(AFTER_END.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                return "(the output was still open " + AFTER_END.toSeconds() + " s after the end)\n";
            } catch (ExecutionException e) {
                return "(the output could not be read: " + e.getCause() + ")\n";
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "(interrupted)\n";
            }
        }
    }
}
