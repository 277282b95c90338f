package com.piprio.backup;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

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
        this.threads = Threads.start("piprio-objects", THREADS);
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
        sink.accept(Threads.result(pending.remove()));
    }

    @Override
    public void close() {
        Threads.end(threads);
    }
}
