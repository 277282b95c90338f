package com.piprio.upgrader.archive;

import com.piprio.compose.RegistryLogins;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.release.FetchedRelease;
import com.piprio.upgrader.release.ImagePin;
import com.piprio.upgrader.release.RegistryReleases;
import com.piprio.upgrader.release.ReleaseKeys;
import com.piprio.upgrader.release.ReleaseSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The releases of an archive. Each is believed as one of a registry is: when a trusted publisher signed it. */
public final class ArchivedReleases implements ReleaseSource {
    private final ReleaseArchive archive;
    private final RegistryReleases served;

    /** @param registry has to stay open as long as this is used */
    public ArchivedReleases(ArchiveRegistry registry, ReleaseKeys keys) {
        this.archive = registry.archive();
        this.served = new RegistryReleases(registry.address(), keys, RegistryLogins.none());
    }

    @Override
    public List<ReleaseVersion> published() {
        return archive.versions();
    }

    @Override
    public FetchedRelease fetch(ReleaseVersion version) {
        if (!archive.versions().contains(version)) {
            throw OperatorException.of(ErrorCode.RELEASE_UNKNOWN, "release " + version + " is not in the archive")
                    .expected(has(archive.versions()) + ", which the archive has")
                    .found(version.toString())
                    .remedy("leave the version away, or name the archive of release " + version)
                    .build();
        }
        FetchedRelease fetched = served.fetch(version);
        archive.requireImages(version, fetched.release().images());
        return fetched;
    }

    @Override
    public boolean offers(ImagePin pin) {
        return archive.has(pin.digest());
    }

    @Override
    public String option() {
        return " --from-archive " + archive.file();
    }

    @Override
    public Optional<OperatorException> lacks(
            List<ReleaseVersion> lacking, ReleaseVersion source, ReleaseVersion target) {
        return Optional.of(OperatorException.of(
                        ErrorCode.PATH_NOT_SUPPORTED,
                        "the archive lacks " + has(lacking) + ", through which the way from " + source + " to " + target
                                + " leads")
                .expected("an archive that also has " + has(lacking))
                .found("an archive of " + has(archive.versions()))
                .remedy("where the registry is reached: scripts/export-release.sh " + target + " --with-stops-from "
                        + source + "; then run the same command with that archive")
                .build());
    }

    private static String has(List<ReleaseVersion> versions) {
        return (versions.size() == 1 ? "release " : "releases ")
                + versions.stream().map(ReleaseVersion::toString).collect(Collectors.joining(", "));
    }
}
