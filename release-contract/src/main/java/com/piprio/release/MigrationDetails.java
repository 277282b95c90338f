package com.piprio.release;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a release promises about a migration beyond its class.
 *
 * @param sha256 of the file, so that an applied one is never edited unnoticed; null when it is not said
 * @param transactional whether all of it happens or nothing
 * @param reentrant whether it may be run again after it stopped halfway
 * @param superuser whether the database role of the platform cannot run it
 * @param extensions of PostgreSQL that it needs
 * @param unusedSince the first release that does without what it drops; null when it drops nothing
 */
public record MigrationDetails(
        @Nullable String sha256,
        boolean transactional,
        boolean reentrant,
        boolean superuser,
        List<String> extensions,
        @Nullable ReleaseVersion unusedSince) {

    /** What contract 1 says: nothing, and such migrations are transactional. */
    public static final MigrationDetails UNSTATED = new MigrationDetails(null, true, true, false, List.of(), null);

    public MigrationDetails {
        extensions = List.copyOf(extensions);
    }
}
