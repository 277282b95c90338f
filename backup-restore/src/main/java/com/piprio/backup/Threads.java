package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads of this module, and how their failures reach whoever waits for them. */
final class Threads {
    private static final long END_LIMIT_NANOS = TimeUnit.MINUTES.toNanos(2);

    private Threads() {}

    /** Threads that do not keep the process alive. */
    static ExecutorService start(String name, int count) {
        return Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Waits for a piece of work, and throws what it threw. */
    static <R> R result(Future<R> work) throws IOException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static OperatorException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return OperatorException.of(ErrorCode.PROCESS_INTERRUPTED, "the work on a bundle was stopped")
                .remedy("run the command again")
                .cause(cause)
                .build();
    }

    /** Interrupts what still runs, and waits for it, so that no thread touches files that are about to be deleted. */
    static void end(ExecutorService threads) {
        threads.shutdownNow();
        boolean interrupted = false;
        long deadline = System.nanoTime() + END_LIMIT_NANOS;
        while (!threads.isTerminated() && System.nanoTime() < deadline) {
            try {
                threads.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
