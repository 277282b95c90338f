package com.piprio.compose;

import java.io.OutputStream;
import java.nio.file.Path;

/** Where the standard output of a child process goes; its standard error is always kept, up to a limit. */
public sealed interface Output {

    /** Into {@link ProcessResult#stdout()}. */
    static Output text() {
        return new Text();
    }

    /** Into a file, which is made with mode 0600 when it does not exist, and emptied when it does. */
    static Output file(Path file) {
        return new ToFile(file);
    }

    /** Into a stream, written by another thread; neither flushed nor closed. */
    static Output stream(OutputStream stream) {
        return new ToStream(stream);
    }

    /** Kept as text. */
    record Text() implements Output {}

    /** Written to a file. */
    record ToFile(Path file) implements Output {}

    /** Written to a stream. */
    record ToStream(OutputStream stream) implements Output {}
}
