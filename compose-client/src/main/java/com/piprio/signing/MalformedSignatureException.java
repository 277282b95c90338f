package com.piprio.signing;

import org.jspecify.annotations.Nullable;

/** A file that is no signature; the message says why, as in "is not valid JSON". */
public final class MalformedSignatureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedSignatureException(String why, @Nullable Exception cause) {
        super(why, cause);
    }

    /** Why, for a sentence that begins with the name of the file. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
