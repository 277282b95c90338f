package com.piprio.compose;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps all that is written to it and refuses more than its limit, so that no answer can fill the memory. */
final class TextBuffer extends OutputStream {
    private final int limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    TextBuffer(int limit) {
        this.limit = limit;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (kept.size() + length > limit) {
            throw new IOException("more than " + limit + " bytes of text");
        }
        kept.write(bytes, offset, length);
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
