package com.piprio.upgrader.archive;

import com.piprio.upgrader.image.Descriptor;
import com.piprio.upgrader.image.ImageManifest;
import com.piprio.upgrader.image.MalformedImageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The images of an archive: every blob that they need is there in its size, and there is no other. */
final class ArchivedImages {
    private final TarFile tar;
    private final List<Descriptor> listed = new ArrayList<>();
    private final Map<String, String> manifestTypes = new HashMap<>();
    private final Set<String> reached = new HashSet<>();

    private ArchivedImages(TarFile tar) {
        this.tar = tar;
    }

    /** @throws com.piprio.operator.OperatorException {@code ARCHIVE_UNUSABLE} when something is missing or too much */
    static ArchivedImages in(TarFile tar) throws IOException {
        ArchivedImages images = new ArchivedImages(tar);
        images.collect();
        return images;
    }

    /** As the index lists them; each has a name such as {@code piprio/api:1.5.0}. */
    List<Descriptor> listed() {
        return listed;
    }

    /** What kind of manifest this is; empty when the digest is not that of one. */
    Optional<String> manifestType(String digest) {
        return Optional.ofNullable(manifestTypes.get(digest));
    }

    private void collect() throws IOException {
        if (!Layout.MARKER_CONTENT.equals(new String(tar.content(Layout.MARKER), StandardCharsets.UTF_8))) {
            throw ArchiveProblem.of(Layout.MARKER + " names another form of archives");
        }
        for (Descriptor image : named(Layout.INDEX, Layout.INDEX)) {
            if (image.name() == null) {
                throw ArchiveProblem.of(Layout.INDEX + " has an image without a name");
            }
            listed.add(image);
            reach(image, Layout.INDEX);
        }
        for (Map.Entry<String, TarFile.Entry> file : tar.entries().entrySet()) {
            if (Layout.isBlob(file.getKey()) && !reached.contains(Layout.digest(file.getKey()))) {
                throw ArchiveProblem.at(file.getValue().header(), file.getKey(), "belongs to no image");
            }
        }
    }

    /** Marks a blob, and all that it needs, as belonging here. */
    private void reach(Descriptor blob, String from) throws IOException {
        String file = Layout.blob(blob.digest());
        TarFile.Entry entry = tar.entries().get(file);
        if (entry == null) {
            throw ArchiveProblem.of(blob.digest() + " is missing, which " + from + " names");
        }
        if (entry.size() != blob.size()) {
            throw ArchiveProblem.at(
                    entry.header(),
                    file,
                    "has " + entry.size() + " bytes, and " + blob.size() + " as " + from + " says");
        }
        reached.add(blob.digest());
        if (!blob.manifest() || manifestTypes.containsKey(blob.digest())) {
            return;
        }
        if (entry.size() > Layout.LARGEST_MANIFEST) {
            throw ArchiveProblem.at(entry.header(), file, "is too large for a manifest");
        }
        manifestTypes.put(blob.digest(), blob.mediaType());
        String name = blob.name() == null ? blob.digest() : blob.name();
        for (Descriptor needed : named(file, name)) {
            reach(needed, name);
        }
    }

    private List<Descriptor> named(String file, String name) throws IOException {
        byte[] manifest = tar.content(file);
        try {
            return ImageManifest.read(manifest).descriptors();
        } catch (MalformedImageException e) {
            throw ArchiveProblem.of(name + " " + e.why());
        }
    }
}
