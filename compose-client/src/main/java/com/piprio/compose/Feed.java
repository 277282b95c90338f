package com.piprio.compose;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the input of a child process by a thread of its own.
 *
 * <p>A child that stops reading early is no failure, its exit code tells what it thinks. A source that cannot be read
 * is one, and kills the child, which would otherwise take the cut for the end.
 */
final class Feed {
    private volatile @Nullable IOException failure;

    private Feed() {}

    static Feed start(Input input, Process process) {
        Feed feed = new Feed();
        InputStream source = null;
        if (input instanceof Input.Bytes bytes) {
            source = new ByteArrayInputStream(bytes.content());
        } else if (input instanceof Input.OfStream stream) {
            source = stream.stream();
        }
        if (source != null) {
            InputStream content = source;
            Thread thread = new Thread(() -> feed.copy(content, process), "process-stdin-" + process.pid());
            thread.setDaemon(true);
            thread.start();
        }
        return feed;
    }

    void rethrow(Command command) {
        IOException thrown = failure;
        if (thrown != null) {
            throw OperatorException.of(
                            ErrorCode.FILE_UNREADABLE, "cannot read what this command is to be given: " + command)
                    .found(thrown.toString())
                    .remedy("see that the source of the data is there and readable, then run the same again")
                    .cause(thrown)
                    .build();
        }
    }

    private void copy(InputStream source, Process process) {
        byte[] buffer = new byte[64 << 10];
        try (OutputStream target = process.getOutputStream()) {
            while (true) {
                int count;
                try {
                    count = source.read(buffer);
                } catch (IOException e) {
                    failure = e;
                    process.destroyForcibly();
                    return;
                }
                if (count < 0) {
                    return;
                }
                target.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // The child closed its input or has ended.
            return;
        }
    }
}
