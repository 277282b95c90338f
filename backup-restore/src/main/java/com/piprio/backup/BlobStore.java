package com.piprio.backup;

import java.io.IOException;
import java.io.InputStream;
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

    /**
     * Copies a stream of any length to its end; the content is on the disk when this returns.
     *
     * @throws IOException when the content cannot be read, or the copy cannot be named
     * @throws com.piprio.operator.OperatorException when the disk does not take it
     */
    Blob store(InputStream content) throws IOException {
        Path unnamed = bundle.resolve("objects/incoming-" + temporary.incrementAndGet());
        MessageDigest digest = Sha256.digest();
        long size;
        try (DiskStream disk = new DiskStream(unnamed)) {
            size = new DigestInputStream(content, digest).transferTo(disk);
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
