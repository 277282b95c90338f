package com.piprio.upgrader.release;

import com.piprio.release.Catalogue;
import com.piprio.release.Release;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.platform.ImagePin;
import java.nio.file.Path;
import java.util.List;

/**
 * A release as it was published.
 *
 * @param release its description, with image digests
 * @param catalogue all releases up to it
 * @param directory its files: {@code release.yaml}, Compose file, proxy configuration
 */
public record FetchedRelease(Release release, Catalogue catalogue, Path directory) {

    public Path composeFile() {
        return directory.resolve(Installation.COMPOSE_FILE);
    }

    public Path proxyConfiguration() {
        return directory.resolve("haproxy.cfg");
    }

    /** The images of the services that follow the release, as the given registry holds them. */
    public List<ImagePin> serviceImages(String registry) {
        return allImages(registry).stream()
                .filter(pin -> release.services().stream()
                        .anyMatch(service -> pin.repository().endsWith("/" + service.image())))
                .toList();
    }

    /** Every image that an installation of this release runs. */
    public List<ImagePin> allImages(String registry) {
        return release.images().stream()
                .map(image -> new ImagePin(registry + "/" + image.name(), image.tag(), image.digest()))
                .toList();
    }
}
