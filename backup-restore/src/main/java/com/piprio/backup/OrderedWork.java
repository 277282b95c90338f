package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Work on a few threads whose results come back in the order of submission, with a bounded number of pieces under way.
 *
 * @param <R> result of one piece
 */
final class OrderedWork<R> implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int WINDOW = 4 * THREADS;

    private final ExecutorService threads;
    private final Queue<Future<R>> pending = new ArrayDeque<>();
    private final Sink<R> sink;

    OrderedWork(Sink<R> sink) {
        this.sink = sink;
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "piprio-objects");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** One piece of work, done on any thread. */
    @FunctionalInterface
    interface Piece<R> {
        R run() throws IOException;
    }

    /** Takes the results, on the thread that submits. */
    @FunctionalInterface
    interface Sink<R> {
        void accept(R result) throws IOException;
    }

    /** Waits for the oldest piece when too many are under way; throws what a piece threw. */
    void submit(Piece<R> piece) throws IOException {
        if (pending.size() >= WINDOW) {
            takeOldest();
        }
        pending.add(threads.submit(piece::run));
    }

    /** Waits for all pieces. */
    void finish() throws IOException {
        while (!pending.isEmpty()) {
            takeOldest();
        }
    }

    private void takeOldest() throws IOException {
        try {
            sink.accept(pending.remove().get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw OperatorException.of(ErrorCode.PROCESS_INTERRUPTED, "the work on objects was stopped")
                    .remedy("run the command again")
                    .cause(e)
                    .build();
        }
    }

    /** Interrupts what still runs, and waits for it, so that no thread touches files that are about to be deleted. */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = false;
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
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
