package com.piprio.upgrader.archive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.backup.Progress;
import com.piprio.compose.AtomicFiles;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.PublishedImage;
import com.piprio.release.Release;
import com.piprio.upgrader.image.Descriptor;
import com.piprio.upgrader.image.ImageManifest;
import com.piprio.upgrader.image.MalformedImageException;
import com.piprio.upgrader.release.Download;
import com.piprio.upgrader.release.RegistryContent;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the archive of one release or several from what a registry has. */
public final class ReleaseExport {
    private static final int BUFFER = 64 << 10;

    /** A blob, and an image under which the registry has it. */
    private record Wanted(String image, Descriptor blob) {}

    private final RegistryContent registry;
    private final Progress progress;
    /** By name and digest: releases share images, and may mean different ones by one name. */
    private final Map<String, Descriptor> images = new LinkedHashMap<>();

    private final Map<String, byte[]> manifests = new LinkedHashMap<>();
    private final Map<String, Wanted> blobs = new LinkedHashMap<>();
    private long total;
    private long done;

    public ReleaseExport(RegistryContent registry, Progress progress) {
        this.registry = registry;
        this.progress = progress;
    }

    /**
     * Writes the archive as {@code .partial} and renames it when it is complete and on the disk. Blobs pass through; only
     * manifests are held in memory.
     *
     * @param releases as published, each once; that their signatures were verified is the caller's business
     * @param file does not exist yet
     * @return its size in bytes
     * @throws OperatorException {@code FILE_UNWRITABLE}, {@code REGISTRY_UNREACHABLE}, {@code IMAGE_MISSING}, {@code
     *     DIGEST_MISMATCH}; nothing is left behind then
     */
    public long write(List<Release> releases, Path file) {
        Path target = file.toAbsolutePath();
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw unwritable(target, "it exists already");
        }
        collect(releases);
        try {
            try {
                Files.deleteIfExists(partial);
                writeAll(partial);
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
                AtomicFiles.syncDirectory(target.resolveSibling(".").normalize());
            } finally {
                Files.deleteIfExists(partial);
            }
            return Files.size(target);
        } catch (IOException e) {
            throw unwritable(target, String.valueOf(e));
        }
    }

    /** What every image needs, before the first byte is written: sizes are known then. */
    private void collect(List<Release> releases) {
        for (Release release : releases) {
            String version = release.version().toString();
            String belongs = releases.size() > 1 ? version : null;
            add(image(Layout.RELEASE_IMAGE, version, version), belongs);
            for (PublishedImage image : release.images()) {
                add(image(image.name(), image.tag(), image.digest()), belongs);
            }
        }
        manifests.values().forEach(manifest -> total += manifest.length);
        blobs.values().forEach(blob -> total += blob.blob().size());
    }

    /** @param release to which the image belongs; null where there is one only */
    private void add(Descriptor image, @Nullable String release) {
        images.merge(
                image.name() + "@" + image.digest(),
                release == null ? image : image.belongingTo(release),
                (known, again) -> release == null ? known : known.belongingTo(known.releases() + " " + release));
    }

    /** How many images the archive has, those of the releases themselves included. */
    public int images() {
        return images.size();
    }

    private Descriptor image(String name, String tag, String reference) {
        byte[] manifest = manifest(name, reference);
        String mediaType = read(name, reference, manifest).mediaType();
        return new Descriptor(mediaType, Descriptor.digestOf(manifest), manifest.length, name + ":" + tag, true);
    }

    /** Fetches a manifest, and those that it names; notes its blobs. */
    private byte[] manifest(String image, String reference) {
        byte[] manifest = registry.manifest(image, reference);
        manifests.put(Descriptor.digestOf(manifest), manifest);
        for (Descriptor named : read(image, reference, manifest).descriptors()) {
            if (named.size() > Layout.LARGEST_BLOB) {
                String found = "names a blob that is too large for an archive: " + named.size() + " bytes";
                throw unfit(image, reference, new IOException(found));
            } else if (!named.manifest()) {
                blobs.putIfAbsent(named.digest(), new Wanted(image, named));
            } else if (!manifests.containsKey(named.digest())) {
                manifest(image, named.digest());
            }
        }
        return manifest;
    }

    private ImageManifest read(String image, String reference, byte[] manifest) {
        try {
            return ImageManifest.read(manifest);
        } catch (MalformedImageException e) {
            throw unfit(image, reference, e);
        }
    }

    private OperatorException unfit(String image, String reference, IOException problem) {
        return registry.broken(image + " " + reference, "a manifest that " + problem.getMessage(), problem);
    }

    private void writeAll(Path partial) throws IOException {
        try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)) {
            TarWriter tar = new TarWriter(out);
            tar.write(Layout.MARKER, Layout.MARKER_CONTENT.getBytes(StandardCharsets.UTF_8));
            tar.write(Layout.INDEX, index());
            for (Map.Entry<String, byte[]> manifest : manifests.entrySet()) {
                tar.write(Layout.blob(manifest.getKey()), manifest.getValue());
                step(manifest.getValue().length);
            }
            for (Wanted blob : blobs.values()) {
                Descriptor wanted = blob.blob();
                try (InputStream in = new Download(registry, blob.image(), wanted, this::step)) {
                    tar.write(Layout.blob(wanted.digest()), wanted.size(), in);
                }
            }
            tar.finish();
            out.flush();
            channel.force(true);
        }
    }

    private byte[] index() throws IOException {
        ObjectNode index =
                Descriptor.JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", ImageManifest.INDEX_TYPE);
        ArrayNode list = index.putArray("manifests");
        images.values().forEach(image -> list.add(image.write()));
        return Descriptor.JSON.writeValueAsBytes(index);
    }

    private void step(long bytes) {
        done += bytes;
        progress.says("exporting", done, total);
    }

    private static OperatorException unwritable(Path file, String found) {
        return OperatorException.of(ErrorCode.FILE_UNWRITABLE, "the archive cannot be written")
                .expected(file.toString())
                .found(found)
                .remedy("name a file that does not exist, in a folder that is yours and has room for all images")
                .build();
    }
}
