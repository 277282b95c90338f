package com.piprio.api.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/**
 * The place behind an item in a list that is ordered by time, newest first, and then by id. What is added or removed
 * meanwhile moves nobody's place. Clients take its text as it is.
 *
 * @param createdAt of the item, in microseconds as the database keeps them
 */
record Cursor(Instant createdAt, UUID id) {

    private static final long LATEST_MICROS = micros(Instant.parse("9999-12-31T23:59:59Z"));

    String text() {
        String place = micros(createdAt) + " " + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.US_ASCII));
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    /** Reads what {@link #text} made; anything else is a problem with status 400. */
    static Cursor of(String text) {
        try {
            String place = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
            int space = place.indexOf(' ');
            long micros = Long.parseLong(place.substring(0, Math.max(0, space)));
            if (micros >= 0 && micros <= LATEST_MICROS) {
                return new Cursor(
                        Instant.EPOCH.plus(micros, ChronoUnit.MICROS), UUID.fromString(place.substring(space + 1)));
            }
        } catch (IllegalArgumentException e) {
            // Said below, as for a place in a time that the database does not know.
        }
        throw ProblemException.invalid("cursor must be what an earlier answer gave as next");
    }
}
