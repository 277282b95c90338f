package com.piprio.backup;

import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bundle on disk and how much of it has been proven.
 *
 * @param directory the bundle itself, whose last name is the id
 * @param signer fingerprint of the key that signed it; null when nobody did, or nobody looked yet
 * @param cipher opens its contents; null when they are not encrypted, or nobody opened them yet
 */
public record Bundle(
        BundleId id,
        Path directory,
        Manifest manifest,
        VerificationLevel level,
        @Nullable String signer,
        @Nullable BundleCipher cipher) {
    private static final int LARGEST_TEXT = 1 << 20;

    /** One that is not encrypted, or whose contents nobody reads. */
    public Bundle(BundleId id, Path directory, Manifest manifest, VerificationLevel level, @Nullable String signer) {
        this(id, directory, manifest, level, signer, null);
    }

    Path file(String path) {
        return directory.resolve(path);
    }

    /** What one of its files says, for whoever reads it. */
    Content content(String path) {
        return cipher == null ? Content.of(file(path)) : cipher.content(file(path), BundleCipher.fileOf(id, path));
    }

    /** What it keeps of one object; whoever reads it gets just as many bytes as the index says, or an error. */
    Content content(ObjectEntry entry) {
        Path blob = file(entry.blob());
        Content content = cipher == null ? Content.of(blob) : cipher.content(blob, BundleCipher.blob());
        return Content.sized(content, entry.size(), entry.blob());
    }

    /** How many bytes its blob has. */
    long storedSize(ObjectEntry entry) {
        return cipher == null ? entry.size() : cipher.storedSize(entry.size());
    }

    /**
     * A file of the installation as the bundle keeps it, such as {@code .env}; empty when it has none of that name.
     *
     * @param name as in {@link InstallationAccess#configuration()}
     * @throws OperatorException {@code FILE_UNREADABLE}
     */
    public Optional<String> configurationText(String name) {
        return ConfigurationIndex.read(content(ConfigurationIndex.PATH)).stream()
                .filter(entry -> entry.name().equals(name))
                .map(entry -> text(entry.file()))
                .findFirst();
    }

    private String text(String path) {
        try {
            return new String(content(path).bytes(LARGEST_TEXT, path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw DurableFiles.unreadable(file(path), e);
        }
    }
}
