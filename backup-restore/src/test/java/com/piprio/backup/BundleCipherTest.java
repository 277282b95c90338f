package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleCipherTest {
    private static final int SEGMENT = 64 << 10;
    private static final byte[] HERE = BundleCipher.fileOf(BundleFixture.ID, "db/database.dump");

    @TempDir
    Path folder;

    private final BundleCipher cipher = new BundleCipher(new byte[BundleCipher.KEY_BYTES]);

    private static byte[] text(int size) {
        byte[] text = new byte[size];
        new Random(size).nextBytes(text);
        return text;
    }

    private byte[] encrypted(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = cipher.encrypt(bytes, HERE)) {
            out.write(text);
        }
        return bytes.toByteArray();
    }

    private static byte[] decrypted(BundleCipher cipher, byte[] stored, byte[] boundTo) throws IOException {
        return cipher.decrypt(new ByteArrayInputStream(stored), boundTo).readAllBytes();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_479, 65_480, 65_481, 131_000, 131_001, 300_000})
    void whatWasEncryptedComesBackAndItsSizeIsKnown(int size) throws IOException {
        byte[] text = text(size);

        byte[] stored = encrypted(text);

        assertThat(decrypted(cipher, stored, HERE)).isEqualTo(text);
        assertThat(stored).hasSize((int) cipher.storedSize(size));
        Content content = cipher.content(Files.write(folder.resolve("file"), stored), HERE);
        assertThat(content.size()).isEqualTo(size);
        assertThat(content.bytes(size, "file")).isEqualTo(text);
        assertThat(content.plain()).isFalse();
    }

    @Test
    void theSameContentNeverLooksTheSame() throws IOException {
        assertThat(encrypted(text(100))).isNotEqualTo(encrypted(text(100)));
    }

    private void refuses(byte[] stored) {
        assertThatThrownBy(() -> decrypted(cipher, stored, HERE)).isInstanceOf(IOException.class);
    }

    @Test
    void refusesWhatWasCutReorderedOrChanged() throws IOException {
        byte[] stored = encrypted(text(4 * SEGMENT));
        for (int length : new int[] {0, 39, 40, SEGMENT, 2 * SEGMENT, 3 * SEGMENT, stored.length - 1}) {
            refuses(Arrays.copyOf(stored, length));
        }
        byte[] reordered = stored.clone();
        System.arraycopy(stored, SEGMENT, reordered, 2 * SEGMENT, SEGMENT);
        System.arraycopy(stored, 2 * SEGMENT, reordered, SEGMENT, SEGMENT);
        refuses(reordered);
        for (int at : new int[] {0, 1, 20, 45, SEGMENT, stored.length - 1}) {
            byte[] flipped = stored.clone();
            flipped[at] ^= 1;
            refuses(flipped);
        }
    }

    @Test
    void refusesAnotherKeyAnotherNameAndAnotherBundle() throws IOException {
        byte[] stored = encrypted(text(100));
        byte[] key = new byte[BundleCipher.KEY_BYTES];
        key[0] = 1;

        assertThatThrownBy(() -> decrypted(new BundleCipher(key), stored, HERE)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> decrypted(cipher, stored, BundleCipher.fileOf(BundleFixture.ID, "config/0")))
                .isInstanceOf(IOException.class);
        BundleId other = new BundleId("piprio_20261125T081500Z");
        assertThatThrownBy(() -> decrypted(cipher, stored, BundleCipher.fileOf(other, "db/database.dump")))
                .isInstanceOf(IOException.class);
        assertThat(cipher.sameAs(new BundleCipher(key))).isFalse();
        assertThat(cipher.sameAs(new BundleCipher(new byte[BundleCipher.KEY_BYTES])))
                .isTrue();
    }
}
