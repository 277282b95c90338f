package com.piprio.upgrader.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest or an index says about a blob that it needs.
 *
 * @param mediaType what the blob is
 * @param digest {@code sha256:…}
 * @param size in bytes
 * @param name of the image, where it has one
 * @param manifest whether the blob is a manifest itself, and needs further blobs
 * @param releases to which the image belongs, separated by blanks; null where nothing is said
 */
record Descriptor(
        String mediaType,
        String digest,
        long size,
        @Nullable String name,
        boolean manifest,
        @Nullable String releases) {
    static final ObjectMapper JSON = new ObjectMapper(factory());

    Descriptor(String mediaType, String digest, long size, @Nullable String name, boolean manifest) {
        this(mediaType, digest, size, name, manifest, null);
    }

    private static JsonFactory factory() {
        return new JsonFactoryBuilder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(16)
                        .maxNumberLength(20)
                        .build())
                .build();
    }

    /**
     * The blobs that a manifest names: configuration and layers of an image, or images of an index.
     *
     * @throws IOException when it is no manifest of either kind; the message ends a sentence about it
     */
    static List<Descriptor> in(byte[] manifest) throws IOException {
        JsonNode node = parse(manifest);
        List<Descriptor> named = new ArrayList<>();
        for (JsonNode image : list(node, "manifests")) {
            named.add(read(image, true));
        }
        if (node.has("config")) {
            named.add(read(node.path("config"), false));
        }
        for (JsonNode layer : list(node, "layers")) {
            named.add(read(layer, false));
        }
        if (node.path("schemaVersion").asInt() != 2 || named.isEmpty()) {
            throw new IOException("is no manifest of an image, or one of a form that is too old");
        }
        return named;
    }

    /** What a manifest says of itself; the OCI's own manifests need not say it. */
    static String mediaType(byte[] manifest) throws IOException {
        JsonNode node = parse(manifest);
        return node.path("mediaType").asText(node.has("manifests") ? Layout.INDEX_TYPE : Layout.IMAGE_TYPE);
    }

    private static JsonNode parse(byte[] manifest) throws IOException {
        try {
            JsonNode node = JSON.readTree(manifest);
            if (node == null || !node.isObject()) {
                throw new IOException("is no JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new IOException("is not valid JSON", e);
        }
    }

    private static JsonNode list(JsonNode node, String field) throws IOException {
        JsonNode list = node.path(field);
        if (!list.isMissingNode() && !list.isArray()) {
            throw new IOException("has something that is no list in '" + field + "'");
        }
        return list;
    }

    private static Descriptor read(JsonNode node, boolean manifest) throws IOException {
        String digest = node.path("digest").asText("");
        String mediaType = node.path("mediaType").asText("");
        JsonNode size = node.path("size");
        String name = node.path("annotations").path(Layout.NAME).textValue();
        String releases = node.path("annotations").path(Layout.RELEASES).textValue();
        if (!Layout.isMediaType(mediaType)
                || (name != null && !Layout.isName(name))
                || (releases != null && !Layout.isReleaseList(releases))) {
            throw new IOException("names a blob of an impossible kind or name");
        }
        if (!Layout.isDigest(digest) || !size.canConvertToLong() || !size.isIntegralNumber() || size.asLong() < 0) {
            throw new IOException("names a blob without a proper digest or size");
        }
        return new Descriptor(mediaType, digest, size.asLong(), name, manifest, releases);
    }

    /** As it stands in an index. */
    ObjectNode write() {
        ObjectNode node = JSON.createObjectNode()
                .put("mediaType", mediaType)
                .put("digest", digest)
                .put("size", size);
        if (name != null) {
            ObjectNode annotations = node.putObject("annotations").put(Layout.NAME, name);
            if (releases != null) {
                annotations.put(Layout.RELEASES, releases);
            }
        }
        return node;
    }

    /** The same image as one of these releases. */
    Descriptor belongingTo(String newReleases) {
        return new Descriptor(mediaType, digest, size, name, manifest, newReleases);
    }
}
