package com.piprio.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Writes a new file. What the disk refuses is an operator's error of its own and no
 * {@link IOException}: whoever copies from a server must not take it for a failure of that server.
 */
final class DiskStream extends OutputStream {
    private final Path file;
    private final FileChannel channel;
    private final OutputStream out;
    private final boolean lasting;

    /**
     * @param lasting whether the content is on the disk when this is closed
     * @throws com.piprio.operator.OperatorException here and later: {@code DISK_FULL}, {@code FILE_UNWRITABLE}
     */
    DiskStream(Path file, boolean lasting) {
        this.file = file;
        this.lasting = lasting;
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

    /** Does nothing the second time: a stream around this one has closed it already. */
    @Override
    public void close() {
        try (channel) {
            if (lasting && channel.isOpen()) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw DurableFiles.unwritable(file, e);
        }
    }
}
