package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.util.Base64;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A header comes from whoever made the bundle, and says how much memory and time to spend: it has limits. */
class EncryptionHeaderTest {
    private static final EncryptionHeader HEADER =
            new EncryptionHeader(32 << 10, 4, 1, new byte[16], new byte[12], new byte[48]);

    private static byte[] edited(Consumer<ObjectNode> edit) throws IOException {
        ObjectNode node = (ObjectNode) StrictJson.MAPPER.readTree(HEADER.write());
        edit.accept(node);
        return StrictJson.MAPPER.writeValueAsBytes(node);
    }

    private static String refusal(Consumer<ObjectNode> edit) throws IOException {
        byte[] content = edited(edit);
        OperatorException refusal = catchThrowableOfType(OperatorException.class, () -> EncryptionHeader.read(content));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
        return refusal.problem();
    }

    @Test
    void readsWhatItWrote() {
        assertThat(EncryptionHeader.read(HEADER.write()).write()).isEqualTo(HEADER.write());
    }

    @ParameterizedTest
    @CsvSource({
        "memoryKib, 262145, is too large",
        "iterations, 65, is too large",
        "parallelism, 65, is too large",
        "memoryKib, 7, parameters that are not allowed",
        "iterations, 0, parameters that are not allowed",
        "parallelism, 0, parameters that are not allowed"
    })
    void refusesParametersOutOfTheirLimits(String field, int value, String problem) throws IOException {
        assertThat(refusal(node -> node.put(field, value))).contains(problem);
    }

    @Test
    void takesParametersAtTheirLimits() throws IOException {
        assertThat(EncryptionHeader.read(edited(node -> node.put("memoryKib", 262_144)
                                .put("iterations", 64)
                                .put("parallelism", 64)))
                        .memoryKib())
                .isEqualTo(262_144);
        assertThat(EncryptionHeader.read(edited(node -> node.put("memoryKib", 8).put("iterations", 1)))
                        .iterations())
                .isEqualTo(1);
        assertThat(EncryptionHeader.read(
                                edited(node -> node.put("memoryKib", 16).put("parallelism", 2)))
                        .parallelism())
                .isEqualTo(2);
        assertThat(refusal(node -> node.put("memoryKib", 15).put("parallelism", 2)))
                .contains("parameters that are not allowed");
    }

    @ParameterizedTest
    @CsvSource({"salt, 15", "salt, 17", "nonce, 11", "nonce, 13", "wrappedKey, 47", "wrappedKey, 49"})
    void refusesBytesOfAnotherLength(String field, int length) throws IOException {
        String bytes = Base64.getEncoder().encodeToString(new byte[length]);

        assertThat(refusal(node -> node.put(field, bytes))).contains("field '" + field + "' has another length");
    }

    @Test
    void refusesWhatItCannotHaveWritten() throws IOException {
        assertThat(refusal(node -> node.put("salt", "%"))).contains("field 'salt' is not valid Base64");
        assertThat(refusal(node -> node.put("kdf", "scrypt"))).contains("field 'kdf'");
        assertThat(refusal(node -> node.put("hint", "my cat"))).contains("unknown field 'hint'");
    }
}
