package com.piprio.signing;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Who signed some bytes, as a file beside them: JSON with the fields {@code algorithm} (always {@code Ed25519}), {@code
 * publicKey} (X.509) and {@code signature}, both in Base64, and no other.
 *
 * <p>That a signature fits says nothing about whether its signer is trusted.
 */
public final class DetachedSignature {
    /** No longer file is one. */
    public static final int LARGEST = 4 << 10;

    private static final String ALGORITHM = "Ed25519";
    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactoryBuilder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final byte[] publicKey;
    private final byte[] signature;

    private DetachedSignature(byte[] publicKey, byte[] signature) {
        this.publicKey = publicKey;
        this.signature = signature;
    }

    /** The signature of the holder of the key. */
    public static DetachedSignature of(byte[] content, SigningKey key) {
        return new DetachedSignature(key.publicKeyBytes(), key.sign(content));
    }

    /**
     * Reads what {@link #file} wrote.
     *
     * @throws MalformedSignatureException when it is anything else
     */
    public static DetachedSignature read(byte[] file) {
        JsonNode node = parse(file);
        if (!node.isObject() || node.size() != 3) {
            throw new MalformedSignatureException("holds other fields than algorithm, publicKey and signature", null);
        }
        if (!text(node, "algorithm").equals(ALGORITHM)) {
            throw new MalformedSignatureException("names another algorithm than " + ALGORITHM, null);
        }
        return new DetachedSignature(base64(text(node, "publicKey")), base64(text(node, "signature")));
    }

    private static JsonNode parse(byte[] file) {
        if (file.length > LARGEST) {
            throw new MalformedSignatureException("is too large", null);
        }
        try {
            return JSON.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new MalformedSignatureException("is not valid UTF-8", e);
        } catch (JsonProcessingException e) {
            throw new MalformedSignatureException("is not valid JSON", e);
        }
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual()) {
            throw new MalformedSignatureException("field '" + name + "': a text is expected", null);
        }
        return value.textValue();
    }

    /** One text for the same bytes only, so that a file cannot be changed and stay what it is. */
    private static byte[] base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
                throw new MalformedSignatureException("is not written as it should be", null);
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new MalformedSignatureException("is not valid Base64", e);
        }
    }

    /** The content of the file. */
    public byte[] file() {
        ObjectNode node = JSON.createObjectNode();
        node.put("algorithm", ALGORITHM);
        node.put("publicKey", Base64.getEncoder().encodeToString(publicKey));
        node.put("signature", Base64.getEncoder().encodeToString(signature));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts can be written", e);
        }
    }

    /** The fingerprint of the key that it names. */
    public String signer() {
        return SigningKey.fingerprint(publicKey);
    }

    /** Whether the holder of that key signed just these bytes. */
    public boolean fits(byte[] content) {
        return SigningKey.verifies(publicKey, content, signature);
    }
}
