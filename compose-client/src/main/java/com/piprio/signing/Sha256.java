package com.piprio.signing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/** The one hash that bundles and releases use. */
public final class Sha256 {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");
    private static final int BUFFER = 64 << 10;

    private Sha256() {}

    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    public static boolean wellFormed(String text) {
        return FORM.matcher(text).matches();
    }

    public static String of(byte[] content) {
        MessageDigest digest = digest();
        digest.update(content);
        return hex(digest);
    }

    /** Hashes a regular file that is no link; {@code step} hears how many more bytes were read. */
    public static String of(Path file, LongConsumer step) throws IOException {
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return of(in, step);
        }
    }

    public static String of(InputStream in, LongConsumer step) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
            step.accept(read);
        }
        return hex(digest);
    }

    /** The first eight bytes of the hash of a text. */
    public static long fingerprint(String text) {
        MessageDigest digest = digest();
        byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
        return fingerprintOf(HexFormat.of().formatHex(hash, 0, Long.BYTES));
    }

    /** The first eight bytes of a hash that is already there. */
    public static long fingerprintOf(String hex) {
        return Long.parseUnsignedLong(hex.substring(0, 2 * Long.BYTES), 16);
    }
}
