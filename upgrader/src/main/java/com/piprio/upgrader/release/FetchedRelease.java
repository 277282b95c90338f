package com.piprio.upgrader.release;

import com.piprio.release.Catalogue;
import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import com.piprio.release.diff.ApiDocument;
import com.piprio.upgrader.installation.Installation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A release as it was published.
 *
 * @param release its description, with image digests
 * @param catalogue all releases up to it
 * @param files text of the files in {@link #FILES}, by name
 * @param apis the API documents of the catalogue's releases, as far as they say that they have one
 */
public record FetchedRelease(
        Release release, Catalogue catalogue, Map<String, String> files, Map<ReleaseVersion, ApiDocument> apis) {
    /** What an installation keeps of a release. */
    public static final List<String> FILES = List.of("release.yaml", Installation.COMPOSE_FILE, "haproxy.cfg");

    public FetchedRelease {
        files = Map.copyOf(files);
        apis = Map.copyOf(apis);
    }

    /** A release whose catalogue comes without API documents. */
    public FetchedRelease(Release release, Catalogue catalogue, Map<String, String> files) {
        this(release, catalogue, files, Map.of());
    }

    /** The images of the services that follow the release, as the given registry holds them. */
    public List<ImagePin> serviceImages(String registry) {
        return serviceImages(release, registry);
    }

    static List<ImagePin> serviceImages(Release release, String registry) {
        return images(release, registry)
                .filter(pin -> release.services().stream()
                        .anyMatch(service -> pin.repository().endsWith("/" + service.image())))
                .toList();
    }

    /** Every image that an installation of this release runs. */
    public List<ImagePin> allImages(String registry) {
        return images(release, registry).toList();
    }

    private static Stream<ImagePin> images(Release release, String registry) {
        return release.images().stream()
                .map(image -> new ImagePin(registry + "/" + image.name(), image.tag(), image.digest()));
    }
}
