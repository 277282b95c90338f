package com.piprio.compose;

import java.util.List;
import java.util.Map;

/**
 * An image that is on this host.
 *
 * @param id {@code sha256:…} of the image's configuration: the same on every host, but not what a registry calls digest
 * @param repoDigests {@code repository@sha256:…} under which registries know it; empty when it was never pulled
 */
public record Image(String id, List<String> repoDigests, Map<String, String> labels) {
    public Image {
        repoDigests = List.copyOf(repoDigests);
        labels = Map.copyOf(labels);
    }
}
