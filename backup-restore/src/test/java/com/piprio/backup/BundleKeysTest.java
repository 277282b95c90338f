package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files in which an installation keeps its key, and what it believes besides. */
class BundleKeysTest {
    private static final String KEY = "ed25519:" + "0".repeat(64);
    private static final String MANIFEST = "manifest:" + "1".repeat(64);

    @TempDir
    Path installation;

    private BundleKeys keys;
    private Path trusted;

    @BeforeEach
    void makeAKey() {
        keys = new BundleKeys(installation);
        keys.createIfMissing(installation.resolve("backups"));
        trusted = installation.resolve(BundleKeys.TRUSTED);
    }

    @Test
    void thePublicHalfIsInAFileOfItsOwn() throws IOException {
        assertThat(Files.readString(keys.publicFile())).isEqualTo(keys.signing().publicPem());
    }

    @Test
    void aPublicHalfThatFitsIsNotWrittenAgain() throws IOException {
        Object before = Files.getAttribute(keys.publicFile(), "unix:ino");

        keys.createIfMissing(installation.resolve("backups"));

        assertThat(Files.getAttribute(keys.publicFile(), "unix:ino")).isEqualTo(before);
    }

    @Test
    void whatIsTrustedIsWrittenDownOnceAndBesideWhatIsThere() throws IOException {
        Files.writeString(trusted, "# mine\n" + MANIFEST);

        keys.trust(KEY);
        keys.trust(KEY);

        assertThat(Files.readString(trusted)).isEqualTo("# mine\n" + MANIFEST + "\n" + KEY + "\n");
        assertThat(keys.trust().entries())
                .containsExactlyInAnyOrder(KEY, MANIFEST, keys.signing().toString());
    }

    @Test
    void oneLineFollowsTheOther() throws IOException {
        keys.trust(MANIFEST);
        keys.trust(KEY);

        assertThat(Files.readString(trusted)).startsWith("# ").endsWith("a line.\n" + MANIFEST + "\n" + KEY + "\n");
    }

    @Test
    void anEmptyListOfWhatIsTrustedBeginsWithTheFirstLine() throws IOException {
        Files.writeString(trusted, "");

        keys.trust(MANIFEST);

        assertThat(Files.readString(trusted)).isEqualTo(MANIFEST + "\n");
    }
}
