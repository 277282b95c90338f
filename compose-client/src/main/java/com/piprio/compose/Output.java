package com.piprio.compose;

import java.io.OutputStream;

/** Where the standard output of a child process goes; its standard error is always kept, up to a limit. */
public sealed interface Output {

    /** Into {@link ProcessResult#stdout()}. */
    static Output text() {
        return new Text();
    }

    /** Into a stream, written by another thread; neither flushed nor closed. */
    static Output stream(OutputStream stream) {
        return new ToStream(stream);
    }

    /** Kept as text. */
    record Text() implements Output {}

    /** Written to a stream. */
    record ToStream(OutputStream stream) implements Output {}
}
