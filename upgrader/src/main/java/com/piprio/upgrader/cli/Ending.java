package com.piprio.upgrader.cli;

import com.piprio.operator.OperatorException;
import com.piprio.upgrader.installation.Outcome;
import com.piprio.upgrader.run.ExitCode;
import com.piprio.upgrader.run.Session;
import com.piprio.upgrader.run.StopRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, SIGTERM or SIGHUP in the middle of a run. The journal hears of it at once, the run's children are ended, and
 * the run gets a limited time to do what it does when a step fails: give requests and schedules back, or say that they
 * are kept away. The exit code is then that of a run that failed there, not that of a signal.
 */
final class Ending {
    /** A service that is stopped has 45 s; a host that shuts down mostly gives 90. */
    static final Duration LIMIT = Duration.ofSeconds(75);

    private static final Duration CHILDREN_LIMIT = Duration.ofSeconds(5);
    private static final Duration CHILDREN_APART = Duration.ofMillis(200);

    private final Console console;
    private final StopRequest stop;
    private final Duration limit;
    private final Thread hook = new Thread(this::told, "told to stop");
    private @Nullable Session session;
    private volatile boolean asking;
    private volatile @Nullable ExitCode exitCode;

    /** @param limit how long the run may take to come to its end in order */
    Ending(Console console, StopRequest stop, Duration limit) {
        this.console = console;
        this.stop = stop;
        this.limit = limit;
    }

    /** From here on the run is not left alone. */
    void watch(Session begun) {
        session = begun;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The run is over and has said so. */
    void ended(ExitCode code) {
        exitCode = code;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already: the hook waits for this.
        }
    }

    /** Nobody can be hurried at a question; while it stands, nothing is being changed. */
    <T> T whileAsking(Supplier<T> question) {
        asking = true;
        try {
            return question.get();
        } finally {
            asking = false;
        }
    }

    private void told() {
        Session begun = session;
        if (begun == null || exitCode != null || begun.closed()) {
            return;
        }
        stop.make();
        note(begun::signalled);
        if (asking) {
            note(() -> begun.end(Outcome.UNCHANGED));
            console.error("Left at the question: nothing was changed.");
            halt(ExitCode.UNCHANGED);
        }
        console.error("Told to stop: ending what runs, and putting right what can be put right in " + limit.toSeconds()
                + " s");
        if (ended(begun)) {
            ExitCode code = exitCode;
            halt(code == null ? ExitCode.BUG : code);
        }
        console.error(ErrorBlock.of(
                StopRequest.problem(),
                List.of("this run did not end within " + limit.toSeconds()
                        + " s; what runs now was not seen: scripts/status.sh"),
                List.of("scripts/resume.sh, or scripts/rollback.sh")));
        halt(ExitCode.NEEDS_HUMAN);
    }

    /** A journal that cannot be written must not keep the process from ending in order. */
    private void note(Runnable record) {
        try {
            record.run();
        } catch (OperatorException e) {
            console.error(ErrorBlock.of(e, List.of(), List.of()));
        }
    }

    private static void endChildren() {
        List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
        children.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + CHILDREN_LIMIT.toNanos();
        for (ProcessHandle child : children) {
            try {
                child.onExit().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                child.destroyForcibly();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /**
     * Ends children until the run has heard, since it may have been about to start one: what it starts then, to put things
     * right, is left alone.
     */
    private boolean ended(Session begun) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (!stop.heard() && System.nanoTime() < deadline) {
                endChildren();
                if (begun.awaitClosed(CHILDREN_APART)) {
                    return true;
                }
            }
            return begun.awaitClosed(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The exit code of a signal would say nothing about what runs. */
    private void halt(ExitCode code) {
        console.out().flush();
        console.err().flush();
        Runtime.getRuntime().halt(code.code());
    }
}
