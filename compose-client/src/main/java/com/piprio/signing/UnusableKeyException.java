package com.piprio.signing;

import org.jspecify.annotations.Nullable;

/** A text that holds no key that can be used; the message says why, as in "it holds no Ed25519 key". */
public final class UnusableKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableKeyException(String why, @Nullable Exception cause) {
        super(why, cause);
    }

    /** Why, for a sentence about the file that the text came from. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
