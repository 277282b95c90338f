package com.piprio.compose;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Drains one stream of a child process by a thread of its own, so that the child never waits for a reader.
 *
 * <p>When the receiver fails, the child is killed: what it goes on to write would be lost in silence.
 */
final class Pump {
    private final Thread thread;
    private volatile @Nullable IOException failure;

    private Pump(String name, InputStream source, OutputStream target, Process process) {
        this.thread = new Thread(() -> drain(source, target, process), "process-" + name + "-" + process.pid());
        thread.setDaemon(true);
    }

    static Pump start(String name, InputStream source, OutputStream target, Process process) {
        Pump pump = new Pump(name, source, target, process);
        pump.thread.start();
        return pump;
    }

    /** False when the stream is not at its end after that time. */
    boolean join(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1)));
        return !thread.isAlive();
    }

    void rethrow(Command command) {
        IOException thrown = failure;
        if (thrown != null) {
            throw OperatorException.of(ErrorCode.FILE_UNWRITABLE, "cannot keep what this command writes: " + command)
                    .found(thrown.toString())
                    .remedy("see that there is free space, then run the same again")
                    .cause(thrown)
                    .build();
        }
    }

    private void drain(InputStream source, OutputStream target, Process process) {
        byte[] buffer = new byte[64 << 10];
        try {
            for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                target.write(buffer, 0, count);
            }
        } catch (IOException e) {
            failure = e;
            process.destroyForcibly();
        }
    }
}
