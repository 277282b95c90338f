package com.piprio.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * {@code encryption.json}: how the key of encrypted files follows from a passphrase. No secret: it is in every encrypted
 * bundle, so that bundle and passphrase are enough.
 *
 * <p>The passphrase goes through Argon2id, and what comes out unwraps the key by AES-256-GCM.
 *
 * @param memoryKib of Argon2id, in KiB; as the two after it
 * @param wrapped the key, encrypted, with its tag
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record EncryptionHeader(int memoryKib, int iterations, int parallelism, byte[] salt, byte[] nonce, byte[] wrapped) {
    static final String PATH = "encryption.json";
    static final int LARGEST = 4 << 10;

    /** A guess takes as much memory and a good part of a second; more would not fit the memory of a backup. */
    private static final int MEMORY_KIB = 32 << 10;

    private static final int ITERATIONS = 4;
    private static final int LARGEST_MEMORY_KIB = 256 << 10;
    private static final int MOST_ROUNDS = 64;
    private static final String KDF = "argon2id";
    private static final byte[] PURPOSE = "piprio bundle key 1".getBytes(StandardCharsets.UTF_8);
    private static final int TAG_BITS = 128;

    /** A new key, wrapped for that passphrase. */
    static EncryptionHeader make(byte[] passphrase) {
        SecureRandom random = new SecureRandom();
        byte[] key = random(random, BundleCipher.KEY_BYTES);
        byte[] salt = random(random, 16);
        byte[] nonce = random(random, 12);
        EncryptionHeader unfilled = new EncryptionHeader(MEMORY_KIB, ITERATIONS, 1, salt, nonce, new byte[0]);
        try {
            byte[] wrapped = unfilled.cipher(Cipher.ENCRYPT_MODE, passphrase).doFinal(key);
            return new EncryptionHeader(MEMORY_KIB, ITERATIONS, 1, salt, nonce, wrapped);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    private static byte[] random(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Empty when that is not the passphrase. Takes a good part of a second. */
    Optional<BundleCipher> open(byte[] passphrase) {
        try {
            byte[] key = cipher(Cipher.DECRYPT_MODE, passphrase).doFinal(wrapped);
            return Optional.of(new BundleCipher(key));
        } catch (AEADBadTagException wrong) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] passphrase) throws GeneralSecurityException {
        Argon2BytesGenerator argon = new Argon2BytesGenerator();
        argon.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(iterations)
                .withParallelism(parallelism)
                .withSalt(salt)
                .build());
        byte[] wrapping = new byte[BundleCipher.KEY_BYTES];
        argon.generateBytes(passphrase, wrapping);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(wrapping, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(PURPOSE);
        return cipher;
    }

    byte[] write() {
        ObjectNode node = StrictJson.MAPPER.createObjectNode();
        node.put("kdf", KDF);
        node.put("memoryKib", memoryKib);
        node.put("iterations", iterations);
        node.put("parallelism", parallelism);
        node.put("salt", Base64.getEncoder().encodeToString(salt));
        node.put("nonce", Base64.getEncoder().encodeToString(nonce));
        node.put("wrappedKey", Base64.getEncoder().encodeToString(wrapped));
        try {
            return StrictJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can be written", e);
        }
    }

    /** @throws com.piprio.operator.OperatorException {@code BUNDLE_DAMAGED} for what {@link #write} cannot have written */
    static EncryptionHeader read(byte[] content) {
        JsonFields fields = new JsonFields(StrictJson.parse(content, PATH), PATH);
        fields.text("kdf", KDF::equals);
        EncryptionHeader header = new EncryptionHeader(
                (int) fields.count("memoryKib", LARGEST_MEMORY_KIB),
                (int) fields.count("iterations", MOST_ROUNDS),
                (int) fields.count("parallelism", MOST_ROUNDS),
                bytes(fields, "salt", 16),
                bytes(fields, "nonce", 12),
                bytes(fields, "wrappedKey", BundleCipher.KEY_BYTES + TAG_BITS / 8));
        fields.noOthers();
        if (header.iterations < 1 || header.parallelism < 1 || header.memoryKib < 8 * header.parallelism) {
            throw Damage.of(PATH, "has parameters that are not allowed");
        }
        return header;
    }

    private static byte[] bytes(JsonFields fields, String name, int count) {
        try {
            byte[] bytes = Base64.getDecoder().decode(fields.text(name));
            if (bytes.length == count) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw Damage.in(PATH, "field '" + name + "' is not valid Base64")
                    .cause(e)
                    .build();
        }
        throw Damage.of(PATH, "field '" + name + "' has another length");
    }
}
