package com.piprio.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Writes a new file, which is on the disk when this is closed. What the disk refuses is an operator's error of its own and no
 * {@link IOException}: whoever copies from a server must not take it for a failure of that server.
 */
final class DiskStream extends OutputStream {
    private final Path file;
    private final FileChannel channel;
    private final OutputStream out;

    /** @throws com.piprio.operator.OperatorException here and later: {@code DISK_FULL}, {@code FILE_UNWRITABLE} */
    DiskStream(Path file) {
        this.file = file;
        try {
            this.channel = DurableFiles.createFile(file);
        } catch (IOException e) {
            throw DurableFiles.unwritable(file, e);
        }
        this.out = Channels.newOutputStream(channel);
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw DurableFiles.unwritable(file, e);
        }
    }

    @Override
    public void close() {
        try (channel) {
            channel.force(true);
        } catch (IOException e) {
            throw DurableFiles.unwritable(file, e);
        }
    }
}
