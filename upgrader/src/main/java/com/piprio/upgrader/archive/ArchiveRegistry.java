package com.piprio.upgrader.archive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.image.Descriptor;
import com.piprio.upgrader.release.ImagePin;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An archive as a registry on a port of 127.0.0.1, as long as it is open: Docker pulls from it by digest and checks every
 * byte itself, and has only to be given what it lacks. It can be read from, and nothing else; other hosts do not reach it.
 */
public final class ArchiveRegistry implements AutoCloseable {
    private static final Pattern MANIFEST = Pattern.compile("/v2/([a-z0-9._/-]+)/manifests/([A-Za-z0-9._:-]+)");
    private static final Pattern BLOB = Pattern.compile("/v2/[a-z0-9._/-]+/blobs/([a-z0-9:]+)");
    private static final String TAGS = "/v2/" + Layout.RELEASE_IMAGE + "/tags/list";

    private final ReleaseArchive archive;
    private final HttpListener listener;

    private ArchiveRegistry(ReleaseArchive archive) throws IOException {
        this.archive = archive;
        this.listener = new HttpListener(path -> answer(archive, path));
    }

    /** Serves an archive, which has to stay open meanwhile. */
    public static ArchiveRegistry serve(ReleaseArchive archive) {
        try {
            return new ArchiveRegistry(archive);
        } catch (IOException e) {
            throw OperatorException.of(ErrorCode.REGISTRY_UNREACHABLE, "the archive cannot be offered to Docker")
                    .expected("a free port on 127.0.0.1")
                    .found(String.valueOf(e))
                    .remedy("see that this host lets programs listen on 127.0.0.1, then run the same command again")
                    .cause(e)
                    .build();
        }
    }

    /** Host and port. */
    public String address() {
        return "127.0.0.1:" + listener.port();
    }

    ReleaseArchive archive() {
        return archive;
    }

    /** The same image as this registry has it; a pin's registry is the one that {@code .env} names. */
    public ImagePin here(ImagePin pin, String registry) {
        return new ImagePin(address() + pin.repository().substring(registry.length()), pin.tag(), pin.digest());
    }

    private static Answer answer(ReleaseArchive archive, String path) {
        Matcher manifest = MANIFEST.matcher(path);
        Matcher blob = BLOB.matcher(path);
        if (path.equals("/v2/")) {
            return Answer.json("{}");
        }
        if (path.equals(TAGS)) {
            return Answer.json(tags(archive));
        }
        if (manifest.matches()) {
            return manifest(archive, manifest.group(1), manifest.group(2));
        }
        return blob.matches() ? blob(archive, blob.group(1), "application/octet-stream") : Answer.of(404);
    }

    private static String tags(ReleaseArchive archive) {
        ObjectNode tags = Descriptor.JSON.createObjectNode().put("name", Layout.RELEASE_IMAGE);
        ArrayNode list = tags.putArray("tags");
        archive.versions().forEach(version -> list.add(version.toString()));
        return tags.toString();
    }

    private static Answer manifest(ReleaseArchive archive, String image, String reference) {
        Optional<String> digest =
                Descriptor.isDigest(reference) ? Optional.of(reference) : archive.digest(image + ":" + reference);
        Optional<String> type = digest.flatMap(archive::manifestType);
        return digest.isPresent() && type.isPresent() ? blob(archive, digest.get(), type.get()) : Answer.of(404);
    }

    private static Answer blob(ReleaseArchive archive, String digest, String type) {
        return archive.size(digest)
                .map(size -> new Answer(
                        200,
                        Map.of("Content-Type", type, "Docker-Content-Digest", digest),
                        size,
                        archive.content(digest)))
                .orElseGet(() -> Answer.of(404));
    }

    /** Requests that are under way are broken off. */
    @Override
    public void close() {
        listener.close();
    }
}
