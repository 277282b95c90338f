package com.piprio.upgrader.archive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.upgrader.image.Descriptor;
import com.piprio.upgrader.image.ImageManifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Archives of small images: whole ones, and ones in which somebody changed something. */
public final class TestArchive {
    static final String IMAGE = "application/vnd.docker.distribution.manifest.v2+json";

    private final ArrayNode images = Descriptor.JSON.createArrayNode();
    private final Map<String, byte[]> manifests = new LinkedHashMap<>();
    private final Map<String, byte[]> blobs = new LinkedHashMap<>();
    private byte[] marker = bytes(Layout.MARKER_CONTENT);
    private byte[] index = new byte[0];

    /** Release 1.5.0 with two images that share a layer. */
    static TestArchive whole() {
        return new TestArchive()
                .image("piprio/release:1.5.0", "files of the release")
                .image("piprio/api:1.5.0", "common", "api")
                .image("piprio/web:1.5.0", "common", "web");
    }

    /** Releases 1.4.0 and 1.5.0, which share a web page, a layer, and the name of a database that is not the same. */
    public static TestArchive ofTwo() {
        return new TestArchive()
                .image("piprio/release:1.4.0", "files of 1.4.0")
                .belongsTo("1.4.0")
                .image("piprio/api:1.4.0", "common", "old api")
                .belongsTo("1.4.0")
                .image("piprio/postgres:17", "common", "old database")
                .belongsTo("1.4.0")
                .image("piprio/web:1", "common", "web")
                .belongsTo("1.4.0 1.5.0")
                .image("piprio/release:1.5.0", "files of 1.5.0")
                .belongsTo("1.5.0")
                .image("piprio/api:1.5.0", "common", "api")
                .belongsTo("1.5.0")
                .image("piprio/postgres:17", "common", "database")
                .belongsTo("1.5.0");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String digest(byte[] content) {
        return Descriptor.digestOf(content);
    }

    /** Adds an image; its configuration and its layers hold these texts. */
    public TestArchive image(String name, String... layers) {
        return image(name, Stream.of(layers).map(layer -> bytes(layer)).toList());
    }

    /** Adds the image of a release, whose one layer is as it is. */
    public TestArchive release(String version, byte[] layer) {
        return image("piprio/release:" + version, List.of(layer));
    }

    private TestArchive image(String name, List<byte[]> layers) {
        ObjectNode manifest =
                Descriptor.JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", IMAGE);
        byte[] configuration = bytes("{\"of\":\"" + name + "\"}");
        manifest.set("config", blob("application/vnd.docker.container.image.v1+json", configuration));
        ArrayNode list = manifest.putArray("layers");
        for (byte[] layer : layers) {
            list.add(blob("application/vnd.docker.image.rootfs.diff.tar.gzip", layer));
        }
        return manifest(name, manifest);
    }

    /** Adds an image by its manifest. */
    TestArchive manifest(String name, ObjectNode manifest) {
        byte[] content = bytes(manifest.toString());
        manifests.put(digest(content), content);
        images.add(new Descriptor(IMAGE, digest(content), content.length, name, true).write());
        return this;
    }

    /** Says to which releases the image that was added last belongs. */
    public TestArchive belongsTo(String releases) {
        ((ObjectNode) images.get(images.size() - 1).path("annotations")).put(Descriptor.RELEASES, releases);
        return this;
    }

    private ObjectNode blob(String type, byte[] content) {
        blobs.put(digest(content), content);
        return new Descriptor(type, digest(content), content.length, null, false).write();
    }

    public TestArchive without(String layer) {
        blobs.remove(digest(bytes(layer)));
        return this;
    }

    public TestArchive with(String stray) {
        byte[] content = bytes(stray);
        blobs.put(digest(content), content);
        return this;
    }

    /** Puts other bytes under the name of a blob. */
    TestArchive changed(String layer, String other) {
        blobs.put(digest(bytes(layer)), bytes(other));
        return this;
    }

    TestArchive marker(String text) {
        marker = bytes(text);
        return this;
    }

    TestArchive index(String text) {
        index = bytes(text);
        return this;
    }

    /** The digest of an image that was added; of several with this name the first. */
    public String digestOf(String name) {
        for (int i = 0; i < images.size(); i++) {
            if (images.get(i).at("/annotations/" + Descriptor.NAME).asText().equals(name)) {
                return images.get(i).path("digest").asText();
            }
        }
        throw new IllegalArgumentException(name);
    }

    /** Where the content of the index begins and ends: nothing in it is believed, so it alone has no hash. */
    static int indexStart() {
        return 3 * TarHeader.BLOCK;
    }

    int indexEnd() {
        return indexStart() + indexBytes().length;
    }

    private byte[] indexBytes() {
        if (index.length > 0) {
            return index;
        }
        ObjectNode node =
                Descriptor.JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", ImageManifest.INDEX_TYPE);
        node.set("manifests", images);
        return bytes(node.toString());
    }

    /** How often a text stands in a file. */
    static int occurrences(Path file, String text) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).split(Pattern.quote(text), -1).length
                - 1;
    }

    /** The files of the archive, without its end mark. */
    ByteArrayOutputStream files() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            TarWriter tar = new TarWriter(out);
            tar.write(Layout.MARKER, marker);
            tar.write(Layout.INDEX, indexBytes());
            for (Map<String, byte[]> part : List.of(manifests, blobs)) {
                for (Map.Entry<String, byte[]> blob : part.entrySet()) {
                    tar.write(Layout.blob(blob.getKey()), blob.getValue());
                }
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() {
        ByteArrayOutputStream out = files();
        out.writeBytes(new byte[2 * TarHeader.BLOCK]);
        return out.toByteArray();
    }

    public Path in(Path directory) throws IOException {
        return Files.write(directory.resolve("piprio-1.5.0.tar"), bytes());
    }
}
