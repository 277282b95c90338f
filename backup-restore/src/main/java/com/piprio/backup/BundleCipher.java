package com.piprio.backup;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * Encrypts the files of bundles with the key of an installation: AES256-GCM-HKDF streaming of Tink in segments of 64 KiB,
 * so that a file that was cut, reordered or put in another's place does not decrypt. Safe for several threads.
 */
final class BundleCipher {
    static final int KEY_BYTES = 32;
    /** In larger ones Java 17 encrypts at a tenth of the speed before its loop is compiled. */
    private static final int SEGMENT = 64 << 10;

    private static final String HKDF = "HmacSha256";
    private static final int TAG = 16;
    private static final String PURPOSE = "piprio bundle 3 ";

    private final byte[] key;
    private final AesGcmHkdfStreaming streaming;

    /** @param key {@link #KEY_BYTES} random bytes */
    BundleCipher(byte[] key) {
        this.key = key.clone();
        try {
            this.streaming = new AesGcmHkdfStreaming(this.key, HKDF, KEY_BYTES, SEGMENT, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("these parameters are allowed", e);
        }
    }

    /** Whether both open the same files. */
    boolean sameAs(BundleCipher other) {
        return Arrays.equals(key, other.key);
    }

    /** What a file of the manifest is bound to: it decrypts under no other name and in no other bundle. */
    static byte[] fileOf(BundleId bundle, String path) {
        return (PURPOSE + bundle + " " + path).getBytes(StandardCharsets.UTF_8);
    }

    /** What a blob is bound to: bundles share them, so the signed index says which is whose. */
    static byte[] blob() {
        return (PURPOSE + "blob").getBytes(StandardCharsets.UTF_8);
    }

    /** Whole only once it is closed. */
    OutputStream encrypt(OutputStream out, byte[] boundTo) throws IOException {
        try {
            return streaming.newEncryptingStream(out, boundTo);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    InputStream decrypt(InputStream in, byte[] boundTo) throws IOException {
        try {
            return streaming.newDecryptingStream(in, boundTo);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot be decrypted", e);
        }
    }

    SeekableByteChannel decrypt(SeekableByteChannel in, byte[] boundTo) throws IOException {
        try {
            return streaming.newSeekableDecryptingChannel(in, boundTo);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot be decrypted", e);
        }
    }

    /** How many bytes a content takes when it is encrypted. */
    long storedSize(long size) {
        return streaming.expectedCiphertextSize(size);
    }

    /** How many bytes were encrypted to so many. */
    private long plainSize(long stored) {
        long segments = (stored + SEGMENT - 1) / SEGMENT;
        return stored - streaming.getHeaderLength() - segments * TAG;
    }

    /** What a file says once it is decrypted. */
    Content content(Path file, byte[] boundTo) {
        return new Decrypted(this, file, boundTo);
    }

    /** A file that is decrypted while it is read. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Decrypted(BundleCipher cipher, Path file, byte[] boundTo) implements Content {
        @Override
        public long size() throws IOException {
            return cipher.plainSize(Files.size(file));
        }

        @Override
        public InputStream open() throws IOException {
            return cipher.decrypt(
                    Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS), boundTo);
        }

        @Override
        public boolean plain() {
            return false;
        }
    }
}
