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

    static final BundleState UNKNOWN = new BundleState(null, null, new TreeMap<>());

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

    public boolean pinned() {
        return !pins.isEmpty();
    }

    BundleState withVerified(Verified proof) {
        return new BundleState(proof, drilled, pins);
    }

    BundleState withDrilled(Drilled drill) {
        return new BundleState(verified, drill, pins);
    }

    BundleState withPin(String reason, Instant since) {
        SortedMap<String, Instant> more = new TreeMap<>(pins);
        more.putIfAbsent(reason, since);
        return new BundleState(verified, drilled, more);
    }

    BundleState withoutPin(String reason) {
        SortedMap<String, Instant> fewer = new TreeMap<>(pins);
        fewer.remove(reason);
        return new BundleState(verified, drilled, fewer);
    }
}
