package com.piprio.backup;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** A few pieces of work at the same time, each on a thread of its own. */
final class AtOnce {
    private AtOnce() {}

    /** One piece of work. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException;
    }

    /** Returns when all have ended. The first that fails interrupts the others, and what it threw is thrown. */
    static void run(Task... tasks) throws IOException {
        ExecutorService threads = Threads.start("piprio-at-once", tasks.length);
        try {
            CompletionService<Boolean> ended = new ExecutorCompletionService<>(threads);
            List<Future<Boolean>> begun = Stream.of(tasks)
                    .map(task -> ended.submit(() -> {
                        task.run();
                        return true;
                    }))
                    .toList();
            for (int i = 0; i < begun.size(); i++) {
                Threads.result(ended.take());
            }
        } catch (InterruptedException e) {
            throw Threads.interrupted(e);
        } finally {
            Threads.end(threads);
        }
    }
}
