package com.piprio.upgrader.archive;

import com.piprio.backup.Progress;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.InvalidReleaseException;
import com.piprio.release.PublishedImage;
import com.piprio.release.ReleaseVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A release in one file: its release image and every image that it names, an OCI image layout in a tar file.
 *
 * <p>An archive that is open is whole: every blob has its hash, every blob that an image needs is there, and there is
 * nothing else. Who made it is not known by that: the release image is signed, and names the digests of the others.
 */
public final class ReleaseArchive implements AutoCloseable {
    private final FileChannel channel;
    private final TarFile tar;
    private final ArchivedImages images;
    private final ReleaseVersion version;

    private ReleaseArchive(FileChannel channel, Progress progress) throws IOException {
        this.channel = channel;
        this.tar = TarFile.read(channel, progress);
        this.images = ArchivedImages.in(tar);
        this.version = releaseOf(images.byName().keySet());
    }

    /**
     * Opens an archive and proves that it is whole, which reads every byte of it.
     *
     * @throws OperatorException {@code ARCHIVE_UNUSABLE} with the place where it is not, {@code FILE_UNREADABLE}
     */
    public static ReleaseArchive open(Path file, Progress progress) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new IOException("there is no such file");
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                return new ReleaseArchive(channel, progress);
            } catch (OperatorException | IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw OperatorException.of(ErrorCode.FILE_UNREADABLE, "the archive cannot be read")
                    .expected(file.toAbsolutePath().toString())
                    .found(String.valueOf(e.getMessage()))
                    .remedy("name the file that scripts/export-release.sh wrote; nothing was changed")
                    .cause(e)
                    .build();
        }
    }

    private static ReleaseVersion releaseOf(Set<String> names) {
        List<String> releases = names.stream()
                .filter(name -> name.startsWith(Layout.RELEASE_IMAGE + ":"))
                .toList();
        try {
            if (releases.size() == 1) {
                return ReleaseVersion.parse(releases.get(0).substring(Layout.RELEASE_IMAGE.length() + 1));
            }
        } catch (InvalidReleaseException e) {
            // The same for the operator as an archive without a release.
        }
        throw ArchiveProblem.of(
                Layout.INDEX + " names " + releases.size() + " releases, and not one release by its version");
    }

    /** The release that it has. */
    public ReleaseVersion version() {
        return version;
    }

    /**
     * Proves that it has the images of its release and no other.
     *
     * @param published those that the signed description names
     * @throws OperatorException {@code ARCHIVE_UNUSABLE}
     */
    void requireImages(List<PublishedImage> published) {
        Set<String> others = new TreeSet<>(images.byName().keySet());
        others.remove(Layout.RELEASE_IMAGE + ":" + version);
        for (PublishedImage image : published) {
            String name = image.name() + ":" + image.tag();
            Descriptor found = images.byName().get(name);
            if (found == null || !found.digest().equals(image.digest())) {
                throw ArchiveProblem.of(
                        found == null ? name + " is missing" : name + " is not the image that the release names");
            }
            others.remove(name);
        }
        if (!others.isEmpty()) {
            throw ArchiveProblem.of(others.size() + " images that the release does not name");
        }
    }

    /** Whether an image with this digest is there. */
    boolean has(String digest) {
        return manifestType(digest).isPresent();
    }

    /** The digest of an image by its name, such as {@code piprio/api:1.5.0}. */
    Optional<String> digest(String name) {
        return Optional.ofNullable(images.byName().get(name)).map(Descriptor::digest);
    }

    /** What kind of manifest this is; empty when the digest is not that of one. */
    Optional<String> manifestType(String digest) {
        return images.manifestType(digest);
    }

    /** The size of a blob; empty when there is none. */
    Optional<Long> size(String digest) {
        return entry(digest).map(TarFile.Entry::size);
    }

    /** The content of a blob that is there. */
    InputStream content(String digest) {
        return tar.content(entry(digest).orElseThrow());
    }

    private Optional<TarFile.Entry> entry(String digest) {
        return Layout.isDigest(digest) ? Optional.ofNullable(tar.entries().get(Layout.blob(digest))) : Optional.empty();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written to it.
        }
    }
}
