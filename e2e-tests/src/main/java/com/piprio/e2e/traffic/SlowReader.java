package com.piprio.e2e.traffic;

import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/** Reads a large body no faster than told, as a user on a thin line does, and keeps its hash only. */
final class SlowReader implements BodyReader {

    private final MessageDigest digest = Sha256.digest();
    private final int bytesPerSecond;
    private final long started = System.nanoTime();
    private long taken;

    SlowReader(int bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    public void take(byte[] bytes, int length) throws InterruptedIOException {
        digest.update(bytes, 0, length);
        taken += length;
        long ahead = taken * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond - (System.nanoTime() - started);
        try {
            TimeUnit.NANOSECONDS.sleep(Math.max(0, ahead));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading slowly");
        }
    }

    /** The hash in hexadecimal digits, which takes the place of the bytes. */
    @Override
    public byte[] kept() {
        return HexFormat.of().formatHex(digest.digest()).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
