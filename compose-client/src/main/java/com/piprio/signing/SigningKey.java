package com.piprio.signing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pair of Ed25519 keys. */
public final class SigningKey {
    private static final String ALGORITHM = "Ed25519";
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (PRIVATE|PUBLIC) KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1 KEY-----");

    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private SigningKey(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    public static SigningKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new SigningKey(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on has Ed25519", e);
        }
    }

    /**
     * Reads what {@link #pem} wrote.
     *
     * @throws UnusableKeyException when it is anything else
     */
    public static SigningKey parse(String pem) {
        try {
            SigningKey key = new SigningKey(
                    KeyFactory.getInstance(ALGORITHM)
                            .generatePrivate(new PKCS8EncodedKeySpec(readBlock(pem, "PRIVATE"))),
                    publicKey(readBlock(pem, "PUBLIC")));
            byte[] probe = {1, 2, 3};
            if (!verifies(key.publicKeyBytes(), probe, key.sign(probe))) {
                throw new UnusableKeyException("its two halves do not belong together", null);
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw new UnusableKeyException("it holds no Ed25519 key", e);
        }
    }

    /**
     * The public half of a text that holds one or both.
     *
     * @throws UnusableKeyException when it holds none
     */
    public static byte[] publicKeyBytes(String pem) {
        byte[] encoded = readBlock(pem, "PUBLIC");
        try {
            publicKey(encoded);
            return encoded;
        } catch (GeneralSecurityException e) {
            throw new UnusableKeyException("it holds no Ed25519 key", e);
        }
    }

    private static byte[] readBlock(String pem, String kind) {
        for (Matcher blocks = PEM.matcher(pem); blocks.find(); ) {
            if (blocks.group(1).equals(kind)) {
                try {
                    return Base64.getMimeDecoder().decode(blocks.group(2));
                } catch (IllegalArgumentException e) {
                    throw new UnusableKeyException("it is not valid Base64", e);
                }
            }
        }
        throw new UnusableKeyException("it holds no " + kind.toLowerCase(Locale.ROOT) + " key", null);
    }

    private static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    }

    /** Both halves as text; a secret. */
    public String pem() {
        return block("PRIVATE", privateKey.getEncoded()) + publicPem();
    }

    public String publicPem() {
        return block("PUBLIC", publicKey.getEncoded());
    }

    private static String block(String kind, byte[] encoded) {
        return "-----BEGIN " + kind + " KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + kind
                + " KEY-----\n";
    }

    byte[] publicKeyBytes() {
        return publicKey.getEncoded();
    }

    byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an Ed25519 key can sign", e);
        }
    }

    /** Whether the holder of that key signed the content; false also for what is no key or no signature at all. */
    static boolean verifies(byte[] publicKey, byte[] content, byte[] signature) {
        try {
            Signature verification = Signature.getInstance(ALGORITHM);
            verification.initVerify(publicKey(publicKey));
            verification.update(content);
            return verification.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** How operators name a key: {@code ed25519:} and the SHA-256 of its public half in X.509 form. */
    public static String fingerprint(byte[] publicKey) {
        return "ed25519:" + Sha256.of(publicKey);
    }

    @Override
    public String toString() {
        return fingerprint(publicKeyBytes());
    }
}
