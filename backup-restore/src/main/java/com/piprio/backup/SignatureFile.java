package com.piprio.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;

/** {@code manifest.sig}: who signed {@code manifest.json}, byte by byte as it is. */
final class SignatureFile {
    static final String PATH = "manifest.sig";
    static final int LARGEST = 4 << 10;
    private static final String ALGORITHM = "Ed25519";

    private SignatureFile() {}

    static byte[] write(SigningKey key, byte[] manifest) {
        ObjectNode node = StrictJson.MAPPER.createObjectNode();
        node.put("algorithm", ALGORITHM);
        node.put("publicKey", Base64.getEncoder().encodeToString(key.publicKeyBytes()));
        node.put("signature", Base64.getEncoder().encodeToString(key.sign(manifest)));
        try {
            return StrictJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts can be written", e);
        }
    }

    /**
     * Checks the signature of a manifest, and whether its signer is trusted.
     *
     * @return the fingerprint of the signer
     * @throws com.piprio.operator.OperatorException {@code BUNDLE_UNTRUSTED} for a foreign key, {@code BUNDLE_DAMAGED}
     *     when the manifest is not what was signed
     */
    static String verify(byte[] signatureFile, byte[] manifest, Trust trust) {
        JsonFields fields = new JsonFields(StrictJson.parse(signatureFile, PATH), PATH);
        fields.text("algorithm", ALGORITHM::equals);
        byte[] publicKey = base64(fields.text("publicKey"));
        byte[] signature = base64(fields.text("signature"));
        fields.noOthers();
        String signer = SigningKey.fingerprint(publicKey);
        trust.requireKey(signer);
        if (!SigningKey.verifies(publicKey, manifest, signature)) {
            throw Damage.of(Manifest.PATH, "was changed after it was signed");
        }
        return signer;
    }

    private static byte[] base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
                throw Damage.of(PATH, "is not written as it should be");
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw Damage.in(PATH, "is not valid Base64").cause(e).build();
        }
    }
}
