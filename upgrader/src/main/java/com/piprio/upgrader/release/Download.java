package com.piprio.upgrader.release;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.signing.Sha256;
import com.piprio.upgrader.image.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.function.LongConsumer;

/**
 * A blob on its way from a registry. What is wrong with it is the registry's, and not the disk's that it is written to: so
 * nothing here throws an {@code IOException}. Its end is only reached when size and hash are right.
 */
public final class Download extends InputStream {
    private final RegistryContent registry;
    private final String image;
    private final Descriptor blob;
    private final LongConsumer step;
    private final InputStream in;
    private final MessageDigest hash = Sha256.digest();
    private long read;

    /**
     * @param image where the registry has it
     * @param step hears how many more bytes came
     */
    public Download(RegistryContent registry, String image, Descriptor blob, LongConsumer step) {
        this.registry = registry;
        this.image = image;
        this.blob = blob;
        this.step = step;
        this.in = registry.blob(image, blob.digest());
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) {
        int more = next(target, offset, count);
        if (more > 0) {
            hash.update(target, offset, more);
            read += more;
            step.accept(more);
        }
        if (read > blob.size() || (more < 0 && read < blob.size())) {
            throw mismatch(image, blob.size() + " bytes of " + blob.digest(), read + " bytes");
        }
        if (more < 0) {
            String found = "sha256:" + Sha256.hex(hash);
            if (!found.equals(blob.digest())) {
                throw mismatch(image, blob.digest(), found);
            }
        }
        return more;
    }

    private int next(byte[] target, int offset, int count) {
        try {
            return in.read(target, offset, count);
        } catch (IOException e) {
            throw registry.broken(image + " " + blob.digest(), String.valueOf(e), e);
        }
    }

    static OperatorException mismatch(String image, String expected, String found) {
        return OperatorException.of(
                        ErrorCode.DIGEST_MISMATCH, "the registry sent another content than it was asked for")
                .expected(image + " " + expected)
                .found(found)
                .remedy("see that the registry's disk is whole; copy the image of the release to the registry again")
                .build();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
