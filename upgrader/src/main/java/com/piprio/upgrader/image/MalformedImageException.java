package com.piprio.upgrader.image;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A manifest or a layer that is none, or does what no image should; the message goes on after the name of the image. */
public final class MalformedImageException extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedImageException(String why) {
        this(why, null);
    }

    MalformedImageException(String why, @Nullable Exception cause) {
        super(why, cause);
    }

    /** Why, as in "is no JSON object". */
    public String why() {
        return String.valueOf(getMessage());
    }
}
