package com.piprio.compose;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs commands as processes of this machine.
 *
 * <p>A command is over when its process has ended and both of its streams are at their end, all within the time limit.
 * A child gets {@code PATH}, {@code HOME} and {@code DOCKER_*} of this process, plus what the command adds: a variable
 * that happens to be exported in the operator's shell, such as {@code PIPRIO_VERSION} or {@code COMPOSE_FILE}, would
 * otherwise win over {@code .env} unseen.
 */
public final class SystemProcessRunner implements ProcessRunner {
    private static final int TEXT_LIMIT = 32 << 20;
    private static final int STDERR_KEPT = 64 << 10;
    /** How long a killed process may take to be gone; only a process in an uninterruptible wait needs it. */
    private static final Duration KILL_GRACE = Duration.ofSeconds(5);

    private final Map<String, String> environment;

    public SystemProcessRunner() {
        this(System.getenv());
    }

    SystemProcessRunner(Map<String, String> callerEnvironment) {
        this.environment = callerEnvironment.entrySet().stream()
                .filter(variable -> passesOn(variable.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean passesOn(String name) {
        return name.equals("PATH") || name.equals("HOME") || name.startsWith("DOCKER_");
    }

    @Override
    public ProcessResult run(Command command) {
        long deadline = System.nanoTime() + command.timeLimit().toNanos();
        Process process = start(command);
        TailBuffer stderr = new TailBuffer(STDERR_KEPT);
        TextBuffer stdout = new TextBuffer(TEXT_LIMIT);
        try {
            Pump errors = Pump.start("stderr", process.getErrorStream(), stderr, process);
            Pump output = Pump.start("stdout", process.getInputStream(), sink(command.output(), stdout), process);
            Feed input = Feed.start(command.input(), process);
            boolean ended = process.waitFor(remaining(deadline), TimeUnit.NANOSECONDS)
                    && output.join(remaining(deadline))
                    && errors.join(remaining(deadline));
            if (!ended) {
                throw timedOut(command, stderr);
            }
            // The first to fail killed the child, on which the others fail too: cause before consequence.
            input.rethrow(command);
            output.rethrow(command);
            errors.rethrow(command);
            return new ProcessResult(process.exitValue(), stdout.text(), stderr.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw OperatorException.of(ErrorCode.PROCESS_INTERRUPTED, "stopped while this command ran: " + command)
                    .remedy("run the same again")
                    .cause(e)
                    .build();
        } finally {
            kill(process);
        }
    }

    private Process start(Command command) {
        ProcessBuilder builder = new ProcessBuilder(command.argv());
        Path directory = command.directory();
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(command.environment());
        if (command.input() instanceof Input.None) {
            builder.redirectInput(Path.of("/dev/null").toFile());
        } else if (command.input() instanceof Input.OfFile source) {
            builder.redirectInput(source.file().toFile());
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw OperatorException.of(
                            ErrorCode.COMMAND_NOT_FOUND,
                            "cannot start " + command.argv().get(0))
                    .expected(command.argv().get(0) + " on the PATH" + (directory == null ? "" : ", and " + directory))
                    .found(e.getMessage())
                    .remedy("install " + command.argv().get(0) + " or correct the PATH, then run the same again")
                    .cause(e)
                    .build();
        }
    }

    private static OutputStream sink(Output output, TextBuffer text) {
        return output instanceof Output.ToStream target ? target.stream() : text;
    }

    private static long remaining(long deadline) {
        return Math.max(0, deadline - System.nanoTime());
    }

    private static OperatorException timedOut(Command command, TailBuffer stderr) {
        String tail = stderr.text().strip();
        return OperatorException.of(ErrorCode.PROCESS_TIMEOUT, "this command did not end in time: " + command)
                .expected("an end within " + command.timeLimit().toSeconds() + " s")
                .found(tail.isEmpty() ? "it was still running, and was killed" : tail)
                .remedy("see whether the Docker host is overloaded (docker ps, docker stats), then run the same again")
                .build();
    }

    /**
     * Descendants first: the docker command line runs its plugins as children, which would outlive it. Of a process that has
     * ended they are not looked for, because that reads all processes of the host and finds none.
     */
    private static void kill(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            boolean interrupted = Thread.interrupted();
            try {
                process.waitFor(KILL_GRACE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
