package com.piprio.backup;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How an object store tells one content of an object from the next.
 *
 * @param etag opaque; equal ones mean the same content, different ones mean nothing
 * @param modified to the second, because headers say no more
 */
record ObjectVersion(String etag, Instant modified) {

    /** As servers write them: with or without quotes, the moment with or without fractions. */
    static ObjectVersion of(String etag, Instant modified) {
        return new ObjectVersion(etag.replace("\"", ""), modified.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Null when the server did not tell both. */
    static @Nullable ObjectVersion told(@Nullable String etag, @Nullable Instant modified) {
        return etag == null || modified == null ? null : of(etag, modified);
    }
}
