package com.piprio.upgrader.plan;

import com.piprio.release.InvalidReleaseException;
import java.time.Duration;
import java.util.Locale;

/**
 * How the API changes from the source to the target release, and why this way.
 *
 * @param mode the way
 * @param reason one clause for the operator
 * @param predictedPause how long no API will serve; zero side by side
 */
public record Cutover(Mode mode, String reason, Duration predictedPause) {

    /** The ways of a cut-over, mildest for clients first. */
    public enum Mode {
        /** The new API starts beside the old one and takes over at the proxy: nothing to notice. */
        SIDE_BY_SIDE,
        /** The proxy makes requests wait while the one API is replaced: latency, no error. */
        HOLD,
        /** Clients get an honest 503 with a text while the one API is replaced. */
        MAINTENANCE;

        /** As it is typed and printed: {@code side-by-side}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** @throws InvalidReleaseException for any other word */
        public static Mode of(String word) {
            for (Mode mode : values()) {
                if (mode.word().equals(word)) {
                    return mode;
                }
            }
            throw new InvalidReleaseException("'" + word + "' is none of side-by-side, hold, maintenance");
        }
    }
}
