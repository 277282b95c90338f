package com.piprio.compose;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the last bytes that are written to it. */
final class TailBuffer extends OutputStream {
    private final byte[] ring;
    private long written;

    TailBuffer(int size) {
        this.ring = new byte[size];
    }

    @Override
    public synchronized void write(int value) {
        ring[(int) (written++ % ring.length)] = (byte) value;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = 0; i < length; i++) {
            write(bytes[offset + i]);
        }
    }

    synchronized String text() {
        int size = (int) Math.min(written, ring.length);
        byte[] ordered = new byte[size];
        for (int i = 0; i < size; i++) {
            ordered[i] = ring[(int) ((written - size + i) % ring.length)];
        }
        return new String(ordered, StandardCharsets.UTF_8);
    }
}
