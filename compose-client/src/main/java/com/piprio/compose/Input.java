package com.piprio.compose;

import java.io.InputStream;
import java.nio.file.Path;

/** What a child process reads from its standard input. */
public sealed interface Input {

    /** Nothing: the child sees the end of its input at once, so that no question can wait for an answer. */
    static Input none() {
        return new None();
    }

    static Input bytes(byte[] content) {
        return new Bytes(content.clone());
    }

    static Input file(Path file) {
        return new OfFile(file);
    }

    /** Copied until its end or until the child stops reading; not closed. */
    static Input stream(InputStream stream) {
        return new OfStream(stream);
    }

    /** No input. */
    record None() implements Input {}

    /** A short text; it may be a secret, therefore it is not printed. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and copied where it comes in
    record Bytes(byte[] content) implements Input {
        @Override
        public String toString() {
            return "Bytes[" + content.length + "]";
        }
    }

    /** The content of a file. */
    record OfFile(Path file) implements Input {}

    /** The rest of a stream. */
    record OfStream(InputStream stream) implements Input {}
}
