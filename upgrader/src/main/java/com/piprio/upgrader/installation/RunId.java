package com.piprio.upgrader.installation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Name of one run in journal, history and logs: the second it began, UTC.
 *
 * @param value {@code yyyyMMdd'T'HHmmss'Z'}
 */
public record RunId(String value) {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** The run that begins at this instant. */
    public static RunId at(Instant instant) {
        return new RunId(FORMAT.format(instant));
    }

    /** @throws java.time.DateTimeException when no run can have this name */
    Instant moment() {
        return Instant.from(FORMAT.parse(value));
    }

    @Override
    public String toString() {
        return value;
    }
}
