package com.piprio.upgrader.release;

import com.piprio.signing.DetachedSignature;
import com.piprio.signing.Sha256;
import com.piprio.signing.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Signs folders as {@code scripts/publish-release.sh} does, with a key of its own. */
public final class Publisher {
    private final SigningKey key = SigningKey.generate();

    /** How operators name the key. */
    String fingerprint() {
        return key.toString();
    }

    /** Makes an installation believe this publisher, besides those that it believes already. */
    public Publisher trustedBy(Path installation) {
        try {
            Path keys = Files.createDirectories(installation.resolve(ReleaseKeys.FOLDER));
            Files.writeString(keys.resolve(fingerprint().substring(8, 16) + ".pub"), key.publicPem());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void sign(Path folder) throws IOException {
        String manifest;
        try (Stream<Path> files = Files.walk(folder)) {
            manifest = files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> line(file, folder.relativize(file)))
                    .collect(Collectors.joining());
        }
        sign(folder, manifest);
    }

    /** Signs a manifest as it is. */
    void sign(Path folder, String manifest) throws IOException {
        Files.writeString(folder.resolve(SignedFiles.MANIFEST), manifest);
        Files.write(
                folder.resolve(SignedFiles.SIGNATURE),
                DetachedSignature.of(manifest.getBytes(StandardCharsets.UTF_8), key)
                        .file());
    }

    private static String line(Path file, Path name) {
        try {
            return Sha256.of(file, read -> {}) + "  " + name + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
