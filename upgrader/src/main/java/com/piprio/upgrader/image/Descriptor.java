package com.piprio.upgrader.image;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.signing.Sha256;
import java.util.regex.Pattern;
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
 * @param platform that the image is for, such as {@code linux/amd64}; null where nothing is said
 */
public record Descriptor(
        String mediaType,
        String digest,
        long size,
        @Nullable String name,
        boolean manifest,
        @Nullable String releases,
        @Nullable String platform) {
    /** Reads and writes manifests and indexes. */
    public static final ObjectMapper JSON = new ObjectMapper(factory());

    /** The annotation that names an image, such as {@code piprio/api:1.5.0}. */
    public static final String NAME = "org.opencontainers.image.ref.name";

    /** The annotation that says to which releases an image belongs, such as {@code 1.4.0 1.5.0}; only where there are several. */
    public static final String RELEASES = "com.piprio.releases";

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    /** It becomes a header of an HTTP answer. */
    private static final Pattern MEDIA_TYPE = Pattern.compile("[A-Za-z0-9.+/-]{0,100}");
    /** It is told to operators, who have terminals. */
    private static final Pattern IMAGE_NAME = Pattern.compile("[A-Za-z0-9._:/-]{1,200}");
    /** It is told to operators, too. */
    private static final Pattern RELEASE_LIST = Pattern.compile("[0-9.]{1,30}( [0-9.]{1,30}){0,99}");

    /** A blob of which neither releases nor a platform are told. */
    public Descriptor(String mediaType, String digest, long size, @Nullable String name, boolean manifest) {
        this(mediaType, digest, size, name, manifest, null, null);
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

    /** Whether this is a digest, of the one kind that is used here. */
    public static boolean isDigest(String text) {
        return DIGEST.matcher(text).matches();
    }

    /** The digest of a blob. */
    public static String digestOf(byte[] content) {
        return "sha256:" + Sha256.of(content);
    }

    static Descriptor read(JsonNode node, boolean manifest) throws MalformedImageException {
        String digest = node.path("digest").asText("");
        String mediaType = node.path("mediaType").asText("");
        JsonNode size = node.path("size");
        String name = node.path("annotations").path(NAME).textValue();
        String releases = node.path("annotations").path(RELEASES).textValue();
        if (!MEDIA_TYPE.matcher(mediaType).matches()
                || (name != null && !IMAGE_NAME.matcher(name).matches())
                || (releases != null && !RELEASE_LIST.matcher(releases).matches())) {
            throw new MalformedImageException("names a blob of an impossible kind or name");
        }
        if (!isDigest(digest) || !size.canConvertToLong() || !size.isIntegralNumber() || size.asLong() < 0) {
            throw new MalformedImageException("names a blob without a proper digest or size");
        }
        return new Descriptor(
                mediaType, digest, size.asLong(), name, manifest, releases, platform(node.path("platform")));
    }

    private static @Nullable String platform(JsonNode node) {
        String system = node.path("os").asText("");
        String architecture = node.path("architecture").asText("");
        return system.isEmpty() || architecture.isEmpty() ? null : system + "/" + architecture;
    }

    /** As it stands in an index. */
    public ObjectNode write() {
        ObjectNode node = JSON.createObjectNode()
                .put("mediaType", mediaType)
                .put("digest", digest)
                .put("size", size);
        if (name != null) {
            ObjectNode annotations = node.putObject("annotations").put(NAME, name);
            if (releases != null) {
                annotations.put(RELEASES, releases);
            }
        }
        return node;
    }

    /** The same image as one of these releases. */
    public Descriptor belongingTo(String newReleases) {
        return new Descriptor(mediaType, digest, size, name, manifest, newReleases, platform);
    }
}
