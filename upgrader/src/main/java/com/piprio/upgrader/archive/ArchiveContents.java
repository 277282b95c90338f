package com.piprio.upgrader.archive;

import com.piprio.release.InvalidReleaseException;
import com.piprio.release.PublishedImage;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.image.Descriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The releases of an archive, and which images belong to which: what the index says. An archive of one release need not
 * say it, and those from before there were others do not.
 */
final class ArchiveContents {
    private static final String RELEASE = Layout.RELEASE_IMAGE + ":";
    private static final Pattern BLANK = Pattern.compile(" ");

    private final SortedMap<ReleaseVersion, Map<String, Descriptor>> releases = new TreeMap<>();

    private ArchiveContents() {}

    /**
     * @param images with their names
     * @throws com.piprio.operator.OperatorException {@code ARCHIVE_UNUSABLE} when no release is there, one is named twice,
     *     or an image does not belong to exactly the releases that it can belong to
     */
    static ArchiveContents of(List<Descriptor> images) {
        ArchiveContents contents = new ArchiveContents();
        images.forEach(contents::addRelease);
        if (contents.releases.isEmpty()) {
            throw ArchiveProblem.of(Layout.INDEX + " names no release by its version");
        }
        Set<String> distinct = new HashSet<>();
        for (Descriptor image : images) {
            if (!distinct.add(image.name() + "@" + image.digest())) {
                throw ArchiveProblem.of(Layout.INDEX + " has " + image.name() + " twice");
            }
            contents.addImage(name(image), image);
        }
        return contents;
    }

    private static String name(Descriptor image) {
        String name = image.name();
        if (name == null) {
            throw new IllegalArgumentException("an image without a name");
        }
        return name;
    }

    private void addRelease(Descriptor image) {
        String name = name(image);
        if (name.startsWith(RELEASE)
                && releases.put(version(name, name.substring(RELEASE.length())), new HashMap<>()) != null) {
            throw ArchiveProblem.of(Layout.INDEX + " has " + name + " twice");
        }
    }

    private void addImage(String name, Descriptor image) {
        for (ReleaseVersion release : releasesOf(name, image.releases())) {
            Map<String, Descriptor> of = releases.get(release);
            if (of == null) {
                throw ArchiveProblem.of(name + " belongs to release " + release + ", which is missing");
            }
            if (name.startsWith(RELEASE) && !name.equals(RELEASE + release)) {
                throw ArchiveProblem.of(name + " belongs to release " + release);
            }
            if (of.put(name, image) != null) {
                throw ArchiveProblem.of(name + " is there twice for release " + release);
            }
        }
    }

    private List<ReleaseVersion> releasesOf(String name, @Nullable String told) {
        if (told == null) {
            if (releases.size() > 1) {
                throw ArchiveProblem.of(
                        name + " does not say to which of the " + releases.size() + " releases it belongs");
            }
            return versions();
        }
        return BLANK.splitAsStream(told).map(version -> version(name, version)).toList();
    }

    private static ReleaseVersion version(String name, String text) {
        try {
            return ReleaseVersion.parse(text);
        } catch (InvalidReleaseException e) {
            throw ArchiveProblem.of(name + " names a release, and not by its version");
        }
    }

    /** Ascending; never empty. */
    List<ReleaseVersion> versions() {
        return new ArrayList<>(releases.keySet());
    }

    /** The digest of an image by its name; empty when there is none, or when releases mean several by it. */
    Optional<String> digest(String name) {
        List<String> digests = releases.values().stream()
                .flatMap(images -> Optional.ofNullable(images.get(name)).stream())
                .map(Descriptor::digest)
                .distinct()
                .toList();
        return digests.size() == 1 ? Optional.of(digests.get(0)) : Optional.empty();
    }

    /**
     * Proves that a release has the images that it names, and no other.
     *
     * @param version one that is here
     * @param published as its signed description names them
     * @throws com.piprio.operator.OperatorException {@code ARCHIVE_UNUSABLE}
     */
    void requireImages(ReleaseVersion version, List<PublishedImage> published) {
        Map<String, Descriptor> images = releases.getOrDefault(version, Map.of());
        Set<String> others = new TreeSet<>(images.keySet());
        others.remove(RELEASE + version);
        for (PublishedImage image : published) {
            String name = image.name() + ":" + image.tag();
            Descriptor found = images.get(name);
            if (found == null || !found.digest().equals(image.digest())) {
                throw ArchiveProblem.of(
                        found == null
                                ? name + " is missing"
                                : name + " is not the image that release " + version + " names");
            }
            others.remove(name);
        }
        if (!others.isEmpty()) {
            throw ArchiveProblem.of(others.size() + " images that release " + version + " does not name");
        }
    }
}
