package com.piprio.runtime;

import java.nio.file.Path;

/**
 * The release that this process runs as, read from {@code release.yaml} at start.
 *
 * @param version the release
 * @param schema the newest migration of the release: what its services need at least
 * @param directory where {@code release.yaml} and {@code migrations/} lie
 */
public record RunningRelease(Version version, Version schema, Path directory) {

    /** Tells whether this release is the named one or newer. */
    public boolean atLeast(String release) {
        return version.atLeast(Version.of(release));
    }

    /** Where the migrations up to this release lie. */
    public Path migrations() {
        return directory.resolve("migrations");
    }
}
