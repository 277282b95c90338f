package com.piprio.runtime;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the database says about its schema.
 *
 * @param version the highest migration that was applied; null on an empty database
 * @param oldestRelease the oldest release that may run on the schema; null on an empty database
 */
public record SchemaState(
        @Nullable Version version, @Nullable Version oldestRelease) {

    /** A database without any migration. */
    public static final SchemaState EMPTY = new SchemaState(null, null);

    /** Tells whether a release may run on this schema: every release may on an empty one. */
    public boolean accepts(RunningRelease release) {
        return oldestRelease == null || release.version().atLeast(oldestRelease);
    }

    /** Tells whether the schema has everything that a release needs. */
    public boolean serves(RunningRelease release) {
        return version != null && version.atLeast(release.schema());
    }

    /** The line that tells why a release must not start, if so. */
    public Optional<String> refusal(RunningRelease release) {
        if (accepts(release)) {
            return Optional.empty();
        }
        return Optional.of("refusing to start: schema " + version + " accepts releases from " + oldestRelease
                + " on, this is " + release.version());
    }
}
