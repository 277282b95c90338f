package com.piprio.upgrader.plan;

import com.piprio.release.Catalogue;
import com.piprio.release.PublishedImage;
import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.Repository;
import com.piprio.upgrader.release.FetchedRelease;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Releases of this repository's catalogue as a registry would publish them. */
final class Targets {
    private static final Catalogue ALL = Catalogue.read(Repository.releases());

    private Targets() {}

    static FetchedRelease release(String version) {
        ReleaseVersion wanted = ReleaseVersion.parse(version);
        List<Release> known = ALL.releases().stream()
                .filter(release -> !release.version().isAfter(wanted))
                .toList();
        return new FetchedRelease(published(ALL.find(wanted).orElseThrow()), Catalogue.of(known), Map.of());
    }

    /** The release with a lowest source of its own. */
    static FetchedRelease release(String version, String lowestSource) {
        FetchedRelease fetched = release(version);
        Release release = with(
                fetched.release(),
                ReleaseVersion.parse(lowestSource),
                fetched.release().images());
        List<Release> known = Stream.concat(
                        fetched.catalogue().releases().stream()
                                .filter(other -> !other.version().equals(release.version())),
                        Stream.of(release))
                .toList();
        return new FetchedRelease(release, Catalogue.of(known), fetched.files());
    }

    private static Release published(Release release) {
        return with(
                release,
                release.lowestSource(),
                Stream.concat(
                                release.services().stream()
                                        .map(service -> image(
                                                service.image(),
                                                release.version().toString())),
                                release.infrastructure().stream().map(service -> image(service.image(), service.tag())))
                        .toList());
    }

    private static PublishedImage image(String name, String tag) {
        return new PublishedImage(name, tag, "sha256:" + Integer.toHexString(name.hashCode()));
    }

    private static Release with(Release release, ReleaseVersion lowestSource, List<PublishedImage> images) {
        return new Release(
                release.version(),
                release.date(),
                lowestSource,
                release.schemaVersion(),
                release.oldestRelease(),
                release.migrations(),
                release.services(),
                release.infrastructure(),
                release.environment(),
                release.notes(),
                images);
    }
}
