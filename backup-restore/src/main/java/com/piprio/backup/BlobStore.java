package com.piprio.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicLong;

/** The contents of objects under {@code objects/}, each once, named by its hash; safe for several threads. */
final class BlobStore {
    private final Path bundle;
    private final AtomicLong temporary = new AtomicLong();

    /** @param bundle whose directory {@code objects/} exists */
    BlobStore(Path bundle) {
        this.bundle = bundle;
    }

    /** What was stored. */
    record Blob(long size, String sha256) {}

    /** Copies a stream of any length to its end; the content is on the disk when this returns. */
    Blob store(InputStream content) throws IOException {
        Path unnamed = bundle.resolve("objects/incoming-" + temporary.incrementAndGet());
        MessageDigest digest = Sha256.digest();
        long size;
        try (FileChannel channel = DurableFiles.createFile(unnamed);
                OutputStream out = Channels.newOutputStream(channel)) {
            size = new DigestInputStream(content, digest).transferTo(out);
            channel.force(true);
        }
        String sha256 = Sha256.hex(digest);
        Path blob = bundle.resolve(BundleLayout.blob(sha256));
        synchronized (this) {
            if (Files.exists(blob)) {
                Files.delete(unnamed);
            } else {
                DurableFiles.createDirectoryIfMissing(bundle.resolve("objects").resolve(sha256.substring(0, 2)));
                DurableFiles.moveAtomically(unnamed, blob);
            }
        }
        return new Blob(size, sha256);
    }
}
