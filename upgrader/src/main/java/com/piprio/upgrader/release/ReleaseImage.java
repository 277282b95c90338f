package com.piprio.upgrader.release;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.image.Architecture;
import com.piprio.upgrader.image.Descriptor;
import com.piprio.upgrader.image.ImageFiles;
import com.piprio.upgrader.image.ImageManifest;
import com.piprio.upgrader.image.MalformedImageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;

/**
 * The image of a release, read from the registry itself: it is a few files, and Docker would keep them, need five commands
 * for them, and a daemon. Every blob has its digest before anything in it is read; who signed it is another question.
 */
final class ReleaseImage {
    static final String NAME = "piprio/release";

    private static final String FOLDER = "release";
    /** All layers, as the registry has them; a release has some 50 kB. */
    private static final long LARGEST = 8L << 20;

    private final RegistryContent registry;

    ReleaseImage(RegistryContent registry) {
        this.registry = registry;
    }

    /**
     * The files that the image of a release carries, by their names.
     *
     * @throws OperatorException {@code IMAGE_MISSING} when the registry lacks it or a part of it, {@code DIGEST_MISMATCH},
     *     {@code RELEASE_MALFORMED}, and what {@link RegistryContent} throws
     */
    SortedMap<String, byte[]> files(ReleaseVersion version) {
        try {
            return read(version.toString());
        } catch (MalformedImageException e) {
            throw OperatorException.of(
                            ErrorCode.RELEASE_MALFORMED, "release " + version + " was not published properly")
                    .expected("an image of plain files below /" + FOLDER + ", in layers of tar, with gzip or without")
                    .found(NAME + ":" + version + " " + e.why())
                    .remedy("ask the publisher; choose another release meanwhile")
                    .cause(e)
                    .build();
        }
    }

    private SortedMap<String, byte[]> read(String tag) throws MalformedImageException {
        ImageFiles files = new ImageFiles(FOLDER);
        long left = LARGEST;
        for (Descriptor layer : manifest(tag).layers()) {
            if (layer.size() > left) {
                throw new MalformedImageException("has layers of more than " + LARGEST + " bytes");
            }
            left -= layer.size();
            files.add(content(layer));
        }
        return files.content();
    }

    private ImageManifest manifest(String tag) throws MalformedImageException {
        ImageManifest manifest = ImageManifest.read(registry.manifest(NAME, tag));
        if (!manifest.isIndex()) {
            return manifest;
        }
        Descriptor image = manifest.imageFor("linux/" + Architecture.ofThisHost());
        return ImageManifest.read(registry.manifest(NAME, image.digest()));
    }

    private byte[] content(Descriptor layer) {
        try (InputStream in = new Download(registry, NAME, layer, bytes -> {})) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw registry.broken(NAME + " " + layer.digest(), String.valueOf(e), e);
        }
    }
}
