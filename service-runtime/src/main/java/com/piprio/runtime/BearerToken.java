package com.piprio.runtime;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The token that lets a client in. */
public final class BearerToken {

    private final byte[] expected;

    /** Takes the token alone, without the scheme. */
    public BearerToken(String token) {
        this.expected = bytes("Bearer " + token);
    }

    /** Compares with a header {@code Authorization}, in a time that does not tell how much of the token was right. */
    public boolean isIn(@Nullable String authorization) {
        return authorization != null && MessageDigest.isEqual(expected, bytes(authorization));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
