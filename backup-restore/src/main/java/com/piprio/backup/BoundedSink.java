package com.piprio.backup;

import java.io.IOException;
import java.io.OutputStream;

/** Counts what is written to it and keeps nothing; takes so many bytes and no more. */
final class BoundedSink extends OutputStream {
    private final long most;
    private long count;
    private boolean passed;

    BoundedSink(long most) {
        this.most = most;
    }

    @Override
    public void write(int value) throws IOException {
        take(1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        take(length);
    }

    private synchronized void take(int length) throws IOException {
        if (length > most - count) {
            passed = true;
            throw new IOException("more than " + most + " bytes");
        }
        count += length;
    }

    /** How many bytes were taken. */
    synchronized long count() {
        return count;
    }

    /** Whether somebody wanted to write more. */
    synchronized boolean passed() {
        return passed;
    }
}
