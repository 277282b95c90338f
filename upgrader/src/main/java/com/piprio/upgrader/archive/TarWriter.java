package com.piprio.upgrader.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Writes files of known size one after the other; the same files make the same bytes. */
final class TarWriter {
    private static final int BUFFER = 64 << 10;

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    void write(String name, byte[] content) throws IOException {
        out.write(new TarHeader(name, content.length).write());
        out.write(content);
        out.write(new byte[TarHeader.padding(content.length)]);
    }

    /**
     * Writes what comes from a stream, in constant memory.
     *
     * @throws IOException also when the stream has more or fewer bytes than {@code size}
     */
    void write(String name, long size, InputStream content) throws IOException {
        out.write(new TarHeader(name, size).write());
        byte[] buffer = new byte[BUFFER];
        long rest = size;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            rest -= read;
            if (rest < 0) {
                throw new IOException(name + " has more than " + size + " bytes");
            }
            out.write(buffer, 0, read);
        }
        if (rest > 0) {
            throw new IOException(name + " ended " + rest + " bytes before its end");
        }
        out.write(new byte[TarHeader.padding(size)]);
    }

    /** The end mark; call last. */
    void finish() throws IOException {
        out.write(new byte[2 * TarHeader.BLOCK]);
    }
}
