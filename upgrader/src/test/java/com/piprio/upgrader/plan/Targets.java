package com.piprio.upgrader.plan;

import com.piprio.release.Catalogue;
import com.piprio.release.OperatorContract;
import com.piprio.release.PublishedImage;
import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import com.piprio.release.Withdrawal;
import com.piprio.upgrader.Repository;
import com.piprio.upgrader.release.FetchedRelease;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Releases of this repository's catalogue as a registry would publish them. */
public final class Targets {
    private static final Catalogue ALL = Catalogue.read(Repository.releases());

    private Targets() {}

    public static FetchedRelease release(String version) {
        ReleaseVersion wanted = ReleaseVersion.parse(version);
        List<Release> known = ALL.releases().stream()
                .filter(release -> !release.version().isAfter(wanted))
                .toList();
        return new FetchedRelease(published(ALL.find(wanted).orElseThrow()), Catalogue.of(known), Map.of());
    }

    /** The release with a lowest source of its own. */
    static FetchedRelease release(String version, String lowestSource) {
        FetchedRelease fetched = release(version);
        return replaced(
                fetched,
                with(
                        fetched.release(),
                        ReleaseVersion.parse(lowestSource),
                        fetched.release().images(),
                        contract(fetched)));
    }

    /** The release with stops, and with what it withdraws. */
    public static FetchedRelease release(String version, List<String> stops, Map<String, String> withdrawn) {
        FetchedRelease fetched = release(version);
        OperatorContract is = contract(fetched);
        OperatorContract contract = new OperatorContract(
                stops.stream().map(ReleaseVersion::parse).toList(),
                withdrawn.entrySet().stream()
                        .map(entry -> new Withdrawal(ReleaseVersion.parse(entry.getKey()), entry.getValue()))
                        .toList(),
                is.requires(),
                is.containers(),
                is.migrations(),
                is.files(),
                is.ports(),
                is.volumes(),
                is.network(),
                is.bundles(),
                is.api(),
                is.customerSchemas(),
                is.declared());
        Release release = fetched.release();
        return replaced(fetched, with(release, release.lowestSource(), release.images(), contract));
    }

    private static OperatorContract contract(FetchedRelease fetched) {
        return Objects.requireNonNull(fetched.release().contract());
    }

    private static FetchedRelease replaced(FetchedRelease fetched, Release release) {
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
                        .toList(),
                Objects.requireNonNull(release.contract()));
    }

    private static PublishedImage image(String name, String tag) {
        return new PublishedImage(name, tag, "sha256:" + Integer.toHexString(name.hashCode()));
    }

    private static Release with(
            Release release, ReleaseVersion lowestSource, List<PublishedImage> images, OperatorContract contract) {
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
                images,
                contract);
    }
}
