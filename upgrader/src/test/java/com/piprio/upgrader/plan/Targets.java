package com.piprio.upgrader.plan;

import com.piprio.release.Catalogue;
import com.piprio.release.ContractCopy;
import com.piprio.release.PublishedImage;
import com.piprio.release.Release;
import com.piprio.release.ReleaseCopy;
import com.piprio.release.ReleaseVersion;
import com.piprio.release.Withdrawal;
import com.piprio.upgrader.Repository;
import com.piprio.upgrader.release.FetchedRelease;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
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
        return replaced(release(version), copy -> copy.lowestSource = ReleaseVersion.parse(lowestSource));
    }

    /** The release with stops, and with what it withdraws. */
    public static FetchedRelease release(String version, List<String> stops, Map<String, String> withdrawn) {
        return replaced(release(version), copy -> {
            copy.contract = ContractCopy.of(Objects.requireNonNull(copy.contract), contract -> {
                contract.stops = stops.stream().map(ReleaseVersion::parse).toList();
                contract.withdrawn = withdrawn.entrySet().stream()
                        .map(entry -> new Withdrawal(ReleaseVersion.parse(entry.getKey()), entry.getValue()))
                        .toList();
            });
        });
    }

    private static FetchedRelease replaced(FetchedRelease fetched, Consumer<ReleaseCopy> change) {
        Release release = ReleaseCopy.of(fetched.release(), change);
        List<Release> known = Stream.concat(
                        fetched.catalogue().releases().stream()
                                .filter(other -> !other.version().equals(release.version())),
                        Stream.of(release))
                .toList();
        return new FetchedRelease(release, Catalogue.of(known), fetched.files());
    }

    private static Release published(Release release) {
        return ReleaseCopy.of(
                release,
                copy -> copy.images = Stream.concat(
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
}
