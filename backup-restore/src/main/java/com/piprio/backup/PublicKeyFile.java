package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.signing.SigningKey;
import com.piprio.signing.UnusableKeyException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A public key that an operator brings from the installation that signs with it. */
final class PublicKeyFile {
    private static final long LARGEST = 64 << 10;

    private PublicKeyFile() {}

    /** @throws OperatorException {@code KEY_UNUSABLE}, {@code FILE_UNREADABLE} */
    static String fingerprint(Path file) {
        String pem = text(file);
        if (pem.contains("PRIVATE KEY")) {
            throw unusable(file, "it holds a private key, which must not leave its host", null);
        }
        try {
            return SigningKey.fingerprint(SigningKey.publicKeyBytes(pem));
        } catch (UnusableKeyException e) {
            throw unusable(file, e.why(), e);
        }
    }

    private static String text(Path file) {
        try {
            if (Files.exists(file) && (!Files.isRegularFile(file) || Files.size(file) > LARGEST)) {
                throw unusable(file, "it is no plain file of that size", null);
            }
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw DurableFiles.unreadable(file, e);
        }
    }

    private static OperatorException unusable(Path file, String why, @Nullable Exception cause) {
        return OperatorException.of(ErrorCode.KEY_UNUSABLE, file + " is no key to trust: " + why)
                .expected("the file config/bundle-signing.pub of the installation that made the bundle")
                .remedy("take that file; nothing was changed")
                .cause(cause)
                .build();
    }
}
