package com.piprio.upgrader.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A manifest of an image, or an index of several: Docker's schema 2 and the OCI's, which have the same form.
 *
 * @param mediaType what it says that it is
 * @param images of an index; empty for that of an image
 * @param configuration of an image; null for an index
 * @param layers of an image, each above those before it; empty for an index
 */
public record ImageManifest(
        String mediaType, List<Descriptor> images, @Nullable Descriptor configuration, List<Descriptor> layers) {
    /** It is held in memory; bytes. */
    public static final int LARGEST = 4 << 20;

    public static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
    private static final String IMAGE_TYPE = "application/vnd.oci.image.manifest.v1+json";

    /** What tools that build images add to an index beside the images. */
    private static final String NO_PLATFORM = "unknown/unknown";

    public ImageManifest {
        images = List.copyOf(images);
        layers = List.copyOf(layers);
    }

    /** @throws MalformedImageException when it is no manifest of either kind */
    public static ImageManifest read(byte[] content) throws MalformedImageException {
        JsonNode node = parse(content);
        List<Descriptor> images = list(node, "manifests", true);
        Descriptor configuration = node.has("config") ? Descriptor.read(node.path("config"), false) : null;
        // The OCI's own need not say what they are.
        String mediaType = node.path("mediaType").asText(node.has("manifests") ? INDEX_TYPE : IMAGE_TYPE);
        ImageManifest manifest = new ImageManifest(mediaType, images, configuration, list(node, "layers", false));
        if (node.path("schemaVersion").asInt() != 2 || manifest.descriptors().isEmpty()) {
            throw new MalformedImageException("is no manifest of an image, or one of a form that is too old");
        }
        return manifest;
    }

    private static JsonNode parse(byte[] content) throws MalformedImageException {
        JsonNode node;
        try {
            node = Descriptor.JSON.readTree(content);
        } catch (IOException e) {
            throw new MalformedImageException("is not valid JSON", e);
        }
        if (node == null || !node.isObject()) {
            throw new MalformedImageException("is no JSON object");
        }
        return node;
    }

    private static List<Descriptor> list(JsonNode node, String field, boolean manifests)
            throws MalformedImageException {
        JsonNode list = node.path(field);
        if (!list.isMissingNode() && !list.isArray()) {
            throw new MalformedImageException("has something that is no list in '" + field + "'");
        }
        List<Descriptor> descriptors = new ArrayList<>();
        for (JsonNode each : list) {
            descriptors.add(Descriptor.read(each, manifests));
        }
        return descriptors;
    }

    /** Every blob that it names. */
    public List<Descriptor> descriptors() {
        List<Descriptor> all = new ArrayList<>(images);
        if (configuration != null) {
            all.add(configuration);
        }
        all.addAll(layers);
        return all;
    }

    /** Whether it names images and is none itself. */
    public boolean isIndex() {
        return !images.isEmpty();
    }

    /**
     * The image of an index that is for a platform; where there is one image only, that one.
     *
     * @param platform such as {@code linux/amd64}
     * @throws MalformedImageException when there is none
     */
    public Descriptor imageFor(String platform) throws MalformedImageException {
        List<Descriptor> candidates = images.stream()
                .filter(image -> !NO_PLATFORM.equals(image.platform()))
                .toList();
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        return candidates.stream()
                .filter(image -> platform.equals(image.platform()))
                .findFirst()
                .orElseThrow(() -> new MalformedImageException("has no image for " + platform));
    }
}
