package com.piprio.backup;

import com.piprio.operator.OperatorException;
import com.piprio.signing.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The contents of objects under {@code objects/}, each once, named by its hash; safe for several threads. */
final class BlobStore {
    private static final int BUFFER = 32 << 10;

    private final Path bundle;
    private final boolean forced;
    private final @Nullable BundleCipher cipher;
    private final AtomicLong temporary = new AtomicLong();
    /** Given up at the first refusal: an earlier bundle on another file system refuses each time. */
    private volatile boolean links = true;

    private BlobStore(Path bundle, boolean forced, @Nullable BundleCipher cipher) {
        this.bundle = bundle;
        this.forced = forced;
        this.cipher = cipher;
    }

    /**
     * Contents that are on the disk only after {@link DurableFiles#forceTree}.
     *
     * @param bundle whose directory {@code objects/} exists
     * @param cipher null for contents that lie there as they are
     */
    static BlobStore of(Path bundle, @Nullable BundleCipher cipher) {
        return new BlobStore(bundle, false, cipher);
    }

    /** Contents that are each on the disk when {@link #store} returns. */
    static BlobStore lasting(Path bundle) {
        return new BlobStore(bundle, true, null);
    }

    /**
     * What was stored.
     *
     * @param sha256 of the content
     * @param stored of the blob, which is its name; the same unless it is encrypted
     */
    record Blob(long size, String sha256, String stored) {}

    /**
     * Copies a stream of any length to its end.
     *
     * @throws IOException when the content cannot be read, or the copy cannot be named
     * @throws OperatorException when the disk does not take it
     */
    Blob store(InputStream content) throws IOException {
        Path unnamed = bundle.resolve("objects/incoming-" + temporary.incrementAndGet());
        Blob blob = write(content, unnamed);
        Path named = bundle.resolve(BundleLayout.blob(blob.stored()));
        synchronized (this) {
            if (Files.exists(named)) {
                Files.delete(unnamed);
            } else {
                makeDirectory(blob.stored());
                DurableFiles.moveAtomically(unnamed, named);
            }
        }
        return blob;
    }

    private Blob write(InputStream content, Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        MessageDigest storedDigest = cipher == null ? digest : Sha256.digest();
        long size = 0;
        try (DiskStream disk = new DiskStream(file, forced);
                OutputStream target = cipher == null
                        ? disk
                        : cipher.encrypt(new DigestOutputStream(disk, storedDigest), BundleCipher.blob())) {
            byte[] buffer = new byte[BUFFER];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
                target.write(buffer, 0, read);
                size += read;
            }
        }
        String sha256 = Sha256.hex(digest);
        return new Blob(size, sha256, cipher == null ? sha256 : Sha256.hex(storedDigest));
    }

    private void makeDirectory(String sha256) throws IOException {
        DurableFiles.createDirectoryIfMissing(bundle.resolve(BundleLayout.blobDirectory(sha256)));
    }

    /**
     * Gives a content of an earlier bundle a second name in this one, when it still is what it was.
     *
     * @return false when it has to be copied: it was damaged, or lies on another file system
     */
    boolean link(UnchangedObjects earlier, ObjectEntry entry) {
        if (!links) {
            return false;
        }
        try {
            Path former = earlier.requireBlob(entry);
            if (!Sha256.of(former, bytes -> {}).equals(entry.stored())) {
                return false;
            }
            Path blob = bundle.resolve(entry.blob());
            synchronized (this) {
                if (!Files.exists(blob)) {
                    makeDirectory(entry.stored());
                    Files.createLink(blob, former);
                }
            }
            return true;
        } catch (OperatorException damaged) {
            return false;
        } catch (IOException | UnsupportedOperationException refused) {
            links = false;
            return false;
        }
    }
}
