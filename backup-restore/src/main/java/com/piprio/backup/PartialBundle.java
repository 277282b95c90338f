package com.piprio.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bundle that is being written: each of its files is new, for its owner alone, and encrypted where the installation does
 * that. Nothing is forced to the disk before {@link DurableFiles#forceTree}.
 */
final class PartialBundle {
    private final Path directory;
    private final BundleId id;
    private final @Nullable BundleCipher cipher;

    /** @param cipher null for a bundle that is not encrypted */
    PartialBundle(Path directory, BundleId id, @Nullable BundleCipher cipher) {
        this.directory = directory;
        this.id = id;
        this.cipher = cipher;
    }

    /** Makes its directories. */
    void create() throws IOException {
        DurableFiles.createDirectory(directory);
        for (String name : List.of("db", "objects", "config")) {
            DurableFiles.createDirectory(directory.resolve(name));
        }
    }

    Path directory() {
        return directory;
    }

    boolean encrypted() {
        return cipher != null;
    }

    /** Whether blobs of a bundle with that cipher can be blobs of this one as they are. */
    boolean canShareWith(@Nullable BundleCipher other) {
        return cipher == null || other == null ? cipher == other : cipher.sameAs(other);
    }

    /** A file of the manifest; whole only once the stream is closed. */
    OutputStream open(String path) throws IOException {
        OutputStream file = new BufferedOutputStream(
                Channels.newOutputStream(DurableFiles.createFile(directory.resolve(path))), 64 << 10);
        if (cipher == null) {
            return file;
        }
        try {
            return cipher.encrypt(file, BundleCipher.fileOf(id, path));
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    void write(String path, byte[] content) throws IOException {
        try (OutputStream out = open(path)) {
            out.write(content);
        }
    }

    /** What a file that was written says. */
    Content content(String path) {
        Path file = directory.resolve(path);
        return cipher == null ? Content.of(file) : cipher.content(file, BundleCipher.fileOf(id, path));
    }

    BlobStore blobs() {
        return BlobStore.of(directory, cipher);
    }
}
