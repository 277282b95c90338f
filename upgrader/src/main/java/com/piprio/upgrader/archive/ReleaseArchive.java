package com.piprio.upgrader.archive;

import com.piprio.backup.Progress;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.PublishedImage;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.image.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Releases in one file: their release images and every image that these name, an OCI image layout in a tar file. What
 * releases have in common is there once.
 *
 * <p>An archive that is open is whole: every blob has its hash, every blob that an image needs is there, and there is
 * nothing else. Who made it is not known by that: each release image is signed, and names the digests of the others.
 */
public final class ReleaseArchive implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final TarFile tar;
    private final ArchivedImages images;
    private final ArchiveContents contents;

    private ReleaseArchive(Path file, FileChannel channel, Progress progress) throws IOException {
        this.file = file;
        this.channel = channel;
        this.tar = TarFile.read(channel, progress);
        this.images = ArchivedImages.in(tar);
        this.contents = ArchiveContents.of(images.listed());
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
                return new ReleaseArchive(file, channel, progress);
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

    /** The releases that it has, ascending. */
    public List<ReleaseVersion> versions() {
        return contents.versions();
    }

    /** Where it lies, as it was named. */
    Path file() {
        return file;
    }

    /**
     * Proves that it has the images of one of its releases, and for that one no other.
     *
     * @param published those that the signed description names
     * @throws OperatorException {@code ARCHIVE_UNUSABLE}
     */
    void requireImages(ReleaseVersion version, List<PublishedImage> published) {
        contents.requireImages(version, published);
    }

    /** Whether an image with this digest is there. */
    boolean has(String digest) {
        return manifestType(digest).isPresent();
    }

    /** The digest of an image by its name, such as {@code piprio/api:1.5.0}; empty also when releases mean several by it. */
    Optional<String> digest(String name) {
        return contents.digest(name);
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
        return Descriptor.isDigest(digest)
                ? Optional.ofNullable(tar.entries().get(Layout.blob(digest)))
                : Optional.empty();
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
