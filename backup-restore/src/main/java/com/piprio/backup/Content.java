package com.piprio.backup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** What a file of a bundle says, whatever it looks like on the disk; may be read several times. */
interface Content {

    /** The file on the disk, for errors. */
    Path file();

    /** How many bytes {@link #open} will give. */
    long size() throws IOException;

    /** Opens it at its beginning, but not through a symbolic link. */
    InputStream open() throws IOException;

    /** Their MD5, in which many object stores say what they got; empty where that would take reading them. */
    default Optional<String> md5() {
        return Optional.empty();
    }

    /** Whether {@link #file} holds these bytes as they are. */
    boolean plain();

    /**
     * All of it.
     *
     * @param largest how many bytes are honest
     * @param name for the error about more
     */
    default byte[] bytes(int largest, String name) throws IOException {
        try (InputStream in = open()) {
            byte[] bytes = in.readNBytes(largest + 1);
            if (bytes.length > largest) {
                throw Damage.of(name, "is too large");
            }
            return bytes;
        }
    }

    /** A file as it is. */
    static Content of(Path file) {
        return new Plain(file);
    }

    /** A file as it is. */
    record Plain(Path file) implements Content {
        @Override
        public long size() throws IOException {
            return Files.size(file);
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        public boolean plain() {
            return true;
        }
    }

    /**
     * The same content, which must have the size that was recorded: of more nothing is handed out, and an early end is one.
     *
     * @param name of the file, for the error
     */
    static Content sized(Content content, long size, String name) {
        return new Sized(content, size, name);
    }

    /** A content whose size is enforced while it is read. */
    record Sized(Content content, long size, String name) implements Content {
        @Override
        public Path file() {
            return content.file();
        }

        @Override
        public InputStream open() throws IOException {
            return new SizedStream(content.open(), size, name);
        }

        @Override
        public Optional<String> md5() {
            return content.md5();
        }

        @Override
        public boolean plain() {
            return content.plain();
        }
    }

    /** Bytes that were read from a file already. */
    static Content held(Path file, byte[] bytes) {
        return new Held(file, bytes);
    }

    /** Bytes in memory. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and changed by nobody
    record Held(Path file, byte[] bytes) implements Content {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public Optional<String> md5() {
            try {
                return Optional.of(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("MD5").digest(bytes)));
            } catch (NoSuchAlgorithmException e) {
                return Optional.empty();
            }
        }

        @Override
        public boolean plain() {
            return false;
        }
    }
}
