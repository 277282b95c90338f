package com.piprio.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/** The files of a bundle as the file system shows them; links are seen, never followed. */
final class BundleTree {
    private static final int LARGEST_MANIFEST = 4 << 20;

    private final Path root;
    private final Manifest manifest;
    private final OtherNames others;

    BundleTree(Path root, Manifest manifest) {
        this.root = root;
        this.manifest = manifest;
        this.others = new OtherNames(root);
    }

    Path file(String path) {
        return root.resolve(path);
    }

    /** Takes the path of one blob, relative to the bundle. */
    @FunctionalInterface
    interface BlobSink {
        void accept(String path) throws IOException;
    }

    /** The bundle must be a directory of its owner alone, and not a link to one. */
    static void requireOwnDirectory(Path directory) throws IOException {
        try {
            FileKind.of(directory).requireDirectory(directory.toString());
        } catch (NoSuchFileException e) {
            throw BundleVerifier.notFound(directory);
        }
    }

    /** Reads the manifest, whatever lies under its name. */
    static Manifest manifest(Path directory) throws IOException {
        return ManifestFile.read(manifestBytes(directory));
    }

    /** The manifest as it is, which is what its signature is about. */
    static byte[] manifestBytes(Path directory) throws IOException {
        return small(directory, Manifest.PATH, LARGEST_MANIFEST, "is missing, so the bundle was never finished");
    }

    static byte[] signatureBytes(Path directory) throws IOException {
        return small(directory, SignatureFile.PATH, SignatureFile.LARGEST, "is missing");
    }

    byte[] encryptionBytes() throws IOException {
        return small(root, EncryptionHeader.PATH, EncryptionHeader.LARGEST, "is missing");
    }

    private static byte[] small(Path directory, String name, int largest, String whenMissing) throws IOException {
        Path file = directory.resolve(name);
        try {
            FileKind kind = FileKind.of(file);
            kind.requireSinglePlainFile(name);
            if (kind.size() > largest) {
                throw Damage.of(name, "is too large");
            }
            try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                return in.readNBytes(largest);
            }
        } catch (NoSuchFileException e) {
            throw Damage.of(name, whenMissing);
        }
    }

    /**
     * Every file of the manifest is there in its size, and nothing else but blobs in their directories. Of blobs that
     * have other names, {@link #requireFile} says whether these are allowed.
     */
    void requireExactFiles() throws IOException {
        for (FileEntry file : manifest.files()) {
            requireFile(file.path(), file.size());
        }
        Set<String> known = new HashSet<>(Set.of(Manifest.PATH));
        if (manifest.signed()) {
            known.add(SignatureFile.PATH);
        }
        manifest.files().forEach(file -> known.add(file.path()));
        requireNothingElse("", known);
    }

    private void requireNothingElse(String directory, Set<String> known) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(root.resolve(directory))) {
            for (Path child : children) {
                String path = directory + child.getFileName();
                FileKind kind = FileKind.of(child);
                if (BundleLayout.isDirectory(path)) {
                    kind.requireDirectory(path);
                    requireNothingElse(path + "/", known);
                } else if (known.contains(path)) {
                    kind.requireSinglePlainFile(path);
                } else if (BundleLayout.isBlob(path)) {
                    kind.requirePlainFile(path);
                } else {
                    throw Damage.of(Damage.printable(path), "does not belong to the bundle");
                }
            }
        }
    }

    /** A plain file of that size, whose names are all in bundles. */
    void requireFile(String path, long size) {
        try {
            FileKind kind = FileKind.of(root.resolve(path));
            kind.requirePlainFile(path);
            if (kind.links() != 1) {
                requireKnownNames(path);
            }
            if (kind.size() != size) {
                throw Damage.in(path, "has another size")
                        .expected(size + " bytes")
                        .found(kind.size() + " bytes")
                        .build();
            }
        } catch (NoSuchFileException e) {
            throw Damage.of(path, "is missing");
        } catch (IOException e) {
            throw DurableFiles.unreadable(root.resolve(path), e);
        }
    }

    /** Bundles share blobs with the bundles beside them, and with nobody else. */
    private void requireKnownNames(String path) throws IOException {
        OtherNames.Names names = others.of(path);
        if (!names.explained()) {
            throw FileKind.linked(path)
                    .expected("no name but in bundles of the same directory (" + names.known() + ")")
                    .found(names.all() + " names")
                    .remedy("if the bundle was moved away from those that it shared contents with: copy it (cp -r), and"
                            + " use the copy")
                    .build();
        }
    }

    /** Every blob that is there, in no order. */
    void blobs(BlobSink sink) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(root.resolve("objects"))) {
            for (Path directory : directories) {
                String path = "objects/" + directory.getFileName();
                if (BundleLayout.isBlobDirectory(path)) {
                    blobs(directory, path, sink);
                }
            }
        }
    }

    private static void blobs(Path directory, String path, BlobSink sink) throws IOException {
        try (DirectoryStream<Path> blobs = Files.newDirectoryStream(directory)) {
            for (Path blob : blobs) {
                sink.accept(path + "/" + blob.getFileName());
            }
        }
    }
}
