package com.piprio.backup;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a bundle and is not in it: a bundle never changes once it has its name.
 *
 * @param verified the last time that it was found whole; null when never
 * @param drilled the last time that it was restored for practice; null when never
 * @param pins why it is kept whatever its age: the reason, and since when
 */
public record BundleState(
        @Nullable Verified verified, @Nullable Drilled drilled, SortedMap<String, Instant> pins) {

    /** The reason that an operator's {@code backups pin} has. */
    public static final String OPERATOR = "operator";

    public BundleState {
        pins = Collections.unmodifiableSortedMap(new TreeMap<>(pins));
    }

    /** When a bundle was proven, and how far. */
    public record Verified(Instant at, VerificationLevel level) {}

    /**
     * How a restore for practice ended.
     *
     * @param problem null when it went well
     */
    public record Drilled(Instant at, long millis, @Nullable String problem) {}

    /** Whether retention may count on it. */
    public boolean proven() {
        return verified != null && verified.level().compareTo(VerificationLevel.CONTENT) >= 0;
    }

    public boolean pinned() {
        return !pins.isEmpty();
    }
}
