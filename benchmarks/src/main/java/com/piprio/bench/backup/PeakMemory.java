package com.piprio.bench.backup;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at a {@link ProcessTree} ten times a second and keeps the highest sum. */
final class PeakMemory implements AutoCloseable {

    private static final long EVERY_MILLIS = 100;
    private static final long END_LIMIT_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final ProcessTree tree;
    private final Thread thread;
    private volatile long peakKb;
    private volatile boolean ended;
    private volatile @Nullable IOException failure;

    private PeakMemory(ProcessTree tree) {
        this.tree = tree;
        this.thread = new Thread(this::watch, "peak memory");
        thread.setDaemon(true);
    }

    static PeakMemory watch(ProcessTree tree) {
        PeakMemory memory = new PeakMemory(tree);
        memory.thread.start();
        return memory;
    }

    private void watch() {
        try {
            while (!ended) {
                peakKb = Math.max(peakKb, tree.residentKb());
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The highest sum so far, in MB of 1,000,000 bytes. */
    double peakMb() {
        IOException thrown = failure;
        if (thrown != null) {
            throw new AssertionError("the memory could not be watched", thrown);
        }
        return peakKb * 1024 / 1e6;
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join(END_LIMIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
