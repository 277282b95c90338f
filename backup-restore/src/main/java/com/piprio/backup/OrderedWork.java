package com.piprio.backup;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
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

    /** Takes the results, on the thread that submits. */
    @FunctionalInterface
    interface Sink<R> {
        void accept(R result) throws Exception;
    }

    /** Waits for the oldest piece when too many are under way; throws what a piece threw. */
    void submit(Callable<R> piece) throws Exception {
        if (pending.size() >= WINDOW) {
            takeOldest();
        }
        pending.add(threads.submit(piece));
    }

    /** Waits for all pieces. */
    void finish() throws Exception {
        while (!pending.isEmpty()) {
            takeOldest();
        }
    }

    private void takeOldest() throws Exception {
        try {
            sink.accept(pending.remove().get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } catch (CancellationException e) {
            throw new IllegalStateException("nobody cancels pieces of work", e);
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
