package com.piprio.upgrader.archive;

import com.piprio.compose.DockerEngine;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.release.FetchedRelease;
import com.piprio.upgrader.release.ImagePin;
import com.piprio.upgrader.release.RegistryReleases;
import com.piprio.upgrader.release.ReleaseKeys;
import com.piprio.upgrader.release.ReleaseSource;
import java.util.List;

/** The one release of an archive. It is believed as one of a registry is: when a trusted publisher signed it. */
public final class ArchivedReleases implements ReleaseSource {
    private final ReleaseArchive archive;
    private final RegistryReleases served;

    /** @param registry has to stay open as long as this is used */
    public ArchivedReleases(DockerEngine docker, ArchiveRegistry registry, ReleaseKeys keys) {
        this.archive = registry.archive();
        this.served = new RegistryReleases(docker, registry.address(), keys);
    }

    @Override
    public List<ReleaseVersion> published() {
        return List.of(archive.version());
    }

    @Override
    public FetchedRelease fetch(ReleaseVersion version) {
        if (!version.equals(archive.version())) {
            throw OperatorException.of(ErrorCode.RELEASE_UNKNOWN, "release " + version + " is not in the archive")
                    .expected("release " + archive.version() + ", which the archive has")
                    .found(version.toString())
                    .remedy("leave the version away, or name the archive of release " + version)
                    .build();
        }
        FetchedRelease fetched = served.fetch(version);
        archive.requireImages(fetched.release().images());
        return fetched;
    }

    @Override
    public boolean offers(ImagePin pin) {
        return archive.has(pin.digest());
    }
}
