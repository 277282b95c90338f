package com.piprio.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A content that must have exactly the size that was recorded: no byte behind it is handed out, and no early end. */
final class SizedStream extends FilterInputStream {
    private final long size;
    private final String name;
    private long left;

    /** @param name of the file, for the error */
    SizedStream(InputStream in, long size, String name) {
        super(in);
        this.size = size;
        this.name = name;
        this.left = size;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        count(b < 0 ? b : 1);
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(read);
        return read;
    }

    /** By reading, so that nothing passes uncounted. */
    @Override
    public long skip(long n) throws IOException {
        return Math.max(0, read(new byte[(int) Math.max(0, Math.min(n, 8 << 10))]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int read) {
        if (read < 0 ? left > 0 : read > left) {
            throw Damage.in(name, "is not as long as the index says")
                    .expected(size + " bytes")
                    .found(read < 0 ? size - left + " bytes" : "more")
                    .build();
        }
        left -= Math.max(read, 0);
    }
}
