package com.piprio.backup;

import com.piprio.signing.DetachedSignature;
import com.piprio.signing.MalformedSignatureException;
import com.piprio.signing.SigningKey;

/** {@code manifest.sig}: who signed {@code manifest.json}, byte by byte as it is. */
final class SignatureFile {
    static final String PATH = "manifest.sig";
    static final int LARGEST = DetachedSignature.LARGEST;

    private SignatureFile() {}

    static byte[] write(SigningKey key, byte[] manifest) {
        return DetachedSignature.of(manifest, key).file();
    }

    /**
     * Checks the signature of a manifest, and whether its signer is trusted.
     *
     * @return the fingerprint of the signer
     * @throws com.piprio.operator.OperatorException {@code BUNDLE_UNTRUSTED} for a foreign key, {@code BUNDLE_DAMAGED}
     *     when the manifest is not what was signed
     */
    static String verify(byte[] signatureFile, byte[] manifest, Trust trust) {
        DetachedSignature signature = read(signatureFile);
        trust.requireKey(signature.signer());
        if (!signature.fits(manifest)) {
            throw Damage.of(Manifest.PATH, "was changed after it was signed");
        }
        return signature.signer();
    }

    private static DetachedSignature read(byte[] signatureFile) {
        try {
            return DetachedSignature.read(signatureFile);
        } catch (MalformedSignatureException e) {
            throw Damage.in(PATH, e.why()).cause(e).build();
        }
    }
}
