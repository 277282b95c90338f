package com.piprio.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetachedSignatureTest {
    private static final byte[] CONTENT = "what was signed".getBytes(StandardCharsets.UTF_8);

    private final SigningKey key = SigningKey.generate();
    private final byte[] file = DetachedSignature.of(CONTENT, key).file();

    @Test
    void fitsWhatWasSignedAndNothingElse() {
        DetachedSignature read = DetachedSignature.read(file);

        assertThat(read.signer()).isEqualTo(key.toString());
        assertThat(read.fits(CONTENT)).isTrue();
        assertThat(read.fits("what was signeD".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(read.fits(new byte[0])).isFalse();
    }

    /** Made by openssl of another key: the two programs agree on every byte. */
    @Test
    void readsWhatTheScriptsWrite() {
        DetachedSignature read = DetachedSignature.read(("{\"algorithm\":\"Ed25519\","
                        + "\"publicKey\":\"MCowBQYDK2VwAyEA1Xk1ZwHvXebCTg+lgpX6j5+EUg0VZaln+s4gpswfC14=\","
                        + "\"signature\":\"rr8CUpx0iJ7nAr4chnHMUFmI0eKsJFq8Ihzsw69utjtBJJTivbWXaOyszuO1XZKOPbLlH3VOwmqSEaXnHWc2BA==\"}\n")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(read.fits(CONTENT)).isTrue();
    }

    @Test
    void noByteOfTheFileCanBeAnother() {
        for (int i = 0; i < file.length; i++) {
            byte[] flipped = file.clone();
            flipped[i] ^= 1;
            if (!Character.isWhitespace(file[i])) {
                assertThat(accepted(flipped)).as("byte " + i).isFalse();
            }
        }
    }

    private boolean accepted(byte[] candidate) {
        try {
            DetachedSignature read = DetachedSignature.read(candidate);
            return read.fits(CONTENT) && read.signer().equals(key.toString());
        } catch (MalformedSignatureException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[1,2,3]",
                "{\"algorithm\":\"Ed25519\",\"publicKey\":1,\"signature\":\"\"}",
                "{\"algorithm\":\"none\",\"publicKey\":\"\",\"signature\":\"\"}",
                "{\"algorithm\":\"Ed25519\",\"publicKey\":\"\",\"signature\":\"\",\"more\":\"\"}",
                "{\"algorithm\":\"Ed25519\",\"publicKey\":\"\",\"publicKey\":\"\",\"signature\":\"\"}",
                "{\"algorithm\":\"Ed25519\",\"publicKey\":\"\",\"signature\":\"AB==\"}",
                "{\"algorithm\":\"Ed25519\",\"publicKey\":\"\",\"signature\":\"\"} {}"
            })
    void whatIsNoSignatureIsNone(String text) {
        assertThatExceptionOfType(MalformedSignatureException.class)
                .isThrownBy(() -> DetachedSignature.read(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatIsTooLargeIsNotRead() {
        assertThatExceptionOfType(MalformedSignatureException.class)
                .isThrownBy(() -> DetachedSignature.read(new byte[DetachedSignature.LARGEST + 1]))
                .withMessage("is too large");
    }

    @Test
    void aKeyThatIsNoneFitsNothing() {
        DetachedSignature read = DetachedSignature.read(
                "{\"algorithm\":\"Ed25519\",\"publicKey\":\"\",\"signature\":\"\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(read.fits(CONTENT)).isFalse();
    }
}
