package com.piprio.upgrader.archive;

import com.piprio.backup.Progress;
import com.piprio.signing.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files in an archive and where they lie. Every byte was read once: blobs have the hash that is their name, and there
 * is nothing between, before or behind the files.
 */
final class TarFile {
    private static final int BUFFER = 64 << 10;

    /**
     * A file in the archive.
     *
     * @param offset of its content, in bytes
     */
    record Entry(long offset, long size) {
        /** Where its header begins. */
        long header() {
            return offset - TarHeader.BLOCK;
        }
    }

    private final FileChannel channel;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Progress progress;
    private final long length;

    private TarFile(FileChannel channel, Progress progress) throws IOException {
        this.channel = channel;
        this.progress = progress;
        this.length = channel.size();
    }

    /**
     * Reads the whole archive, in constant memory.
     *
     * @throws com.piprio.operator.OperatorException {@code ARCHIVE_UNUSABLE}, with the byte where it is not as it should be
     */
    static TarFile read(FileChannel channel, Progress progress) throws IOException {
        TarFile file = new TarFile(channel, progress);
        file.readAll();
        return file;
    }

    Map<String, Entry> entries() {
        return entries;
    }

    private void readAll() throws IOException {
        long position = 0;
        for (byte[] block = block(position); !isZero(block); block = block(position)) {
            TarHeader header = TarHeader.read(block, position);
            Entry entry = new Entry(position + TarHeader.BLOCK, header.size());
            long end = entry.offset() + header.size() + TarHeader.padding(header.size());
            if (end > length) {
                throw ArchiveProblem.at(
                        position, header.name(), "ends behind the end of the archive, at byte " + length);
            }
            if (entries.size() == Layout.MOST_FILES) {
                throw ArchiveProblem.at(position, header.name(), "is one file too many");
            }
            if (entries.put(header.name(), entry) != null) {
                throw ArchiveProblem.at(position, header.name(), "is there twice");
            }
            requireHash(header.name(), entry, position);
            requireZeros(entry.offset() + header.size(), end);
            position = end;
        }
        requireZeros(position, position + 2 * TarHeader.BLOCK);
        if (length != position + 2 * TarHeader.BLOCK) {
            throw ArchiveProblem.of("byte " + position + ": there is more behind the end mark");
        }
    }

    private void requireHash(String name, Entry entry, long position) throws IOException {
        if (!Layout.isBlob(name)) {
            return;
        }
        MessageDigest digest = Sha256.digest();
        try (InputStream content = content(entry)) {
            byte[] buffer = new byte[BUFFER];
            long done = entry.offset();
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
                done += read;
                progress.says("checking the archive", done, length);
            }
        }
        if (!Layout.digest(name).equals("sha256:" + Sha256.hex(digest))) {
            throw ArchiveProblem.at(position, name, "does not have the hash that is its name");
        }
    }

    private byte[] block(long position) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(TarHeader.BLOCK);
        while (block.hasRemaining()) {
            if (channel.read(block, position + block.position()) < 0) {
                throw ArchiveProblem.of("byte " + length + ": the archive ends before its end mark");
            }
        }
        return block.array();
    }

    private void requireZeros(long from, long to) throws IOException {
        try (InputStream rest = content(new Entry(from, to - from))) {
            byte[] bytes = rest.readAllBytes();
            if (bytes.length < to - from) {
                throw ArchiveProblem.of("byte " + length + ": the archive ends before its end mark");
            }
            if (!isZero(bytes)) {
                throw ArchiveProblem.of("byte " + from + ": there is something between the files");
            }
        }
    }

    private static boolean isZero(byte[] bytes) {
        for (byte each : bytes) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The whole of a small file.
     *
     * @throws com.piprio.operator.OperatorException {@code ARCHIVE_UNUSABLE} when there is none of this name
     */
    byte[] content(String name) throws IOException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw ArchiveProblem.of(name + " is missing");
        }
        try (InputStream content = content(entry)) {
            return content.readAllBytes();
        }
    }

    /** The content of a file; independent of other streams, so that several may be read at a time. */
    InputStream content(Entry entry) {
        return new ChannelSlice(channel, entry.offset(), entry.size());
    }
}
