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
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The files of a bundle as the file system shows them; links are seen, never followed. */
final class BundleTree {
    private static final int LARGEST_MANIFEST = 4 << 20;
    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int PLAIN_FILE = 0100000;
    private static final int SYMBOLIC_LINK = 0120000;
    private static final int OTHERS = 0077;

    private final Path root;
    private final Manifest manifest;

    BundleTree(Path root, Manifest manifest) {
        this.root = root;
        this.manifest = manifest;
    }

    /** Takes the path of one blob, relative to the bundle. */
    @FunctionalInterface
    interface BlobSink {
        void accept(String path) throws IOException;
    }

    private record Attributes(int mode, long size, int links) {
        boolean isType(int type) {
            return (mode & TYPE) == type;
        }
    }

    private static Attributes attributes(Path path) throws IOException {
        Map<String, Object> unix = Files.readAttributes(path, "unix:mode,size,nlink", LinkOption.NOFOLLOW_LINKS);
        return new Attributes(
                number(unix, "mode").intValue(),
                number(unix, "size").longValue(),
                number(unix, "nlink").intValue());
    }

    private static Number number(Map<String, Object> attributes, String name) {
        return (Number) Objects.requireNonNull(attributes.get(name));
    }

    /** The bundle must be a directory of its owner alone, and not a link to one. */
    static void requireOwnDirectory(Path directory) throws IOException {
        try {
            requireDirectory(attributes(directory), directory.toString());
        } catch (NoSuchFileException e) {
            throw BundleVerifier.notFound(directory);
        }
    }

    private static void requireDirectory(Attributes attributes, String name) {
        if (attributes.isType(SYMBOLIC_LINK)) {
            throw Damage.of(name, "is a symbolic link");
        }
        if (!attributes.isType(DIRECTORY)) {
            throw Damage.of(name, "is not a directory");
        }
        requireOwnerOnly(attributes, name);
    }

    private static void requirePlainFile(Attributes attributes, String name) {
        if (attributes.isType(SYMBOLIC_LINK)) {
            throw Damage.of(name, "is a symbolic link");
        }
        if (!attributes.isType(PLAIN_FILE)) {
            throw Damage.of(name, "is not a plain file");
        }
        if (attributes.links() != 1) {
            throw Damage.of(name, "has another name elsewhere (a hard link)");
        }
        requireOwnerOnly(attributes, name);
    }

    private static void requireOwnerOnly(Attributes attributes, String name) {
        if ((attributes.mode() & OTHERS) != 0) {
            throw Damage.in(name, "others than its owner may read or change it")
                    .expected("mode 0700 for directories, 0600 for files")
                    .found(String.format("mode 0%o", attributes.mode() & ~TYPE))
                    .remedy("if nobody else can have changed the bundle: chmod -R go-rwx on its directory")
                    .build();
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

    private static byte[] small(Path directory, String name, int largest, String whenMissing) throws IOException {
        Path file = directory.resolve(name);
        try {
            Attributes attributes = attributes(file);
            requirePlainFile(attributes, name);
            if (attributes.size() > largest) {
                throw Damage.of(name, "is too large");
            }
            try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                return in.readNBytes(largest);
            }
        } catch (NoSuchFileException e) {
            throw Damage.of(name, whenMissing);
        }
    }

    /** Every file of the manifest is there in its size, and nothing else but blobs in their directories. */
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
                Attributes attributes = attributes(child);
                if (BundleLayout.isDirectory(path)) {
                    requireDirectory(attributes, path);
                    requireNothingElse(path + "/", known);
                } else if (known.contains(path) || BundleLayout.isBlob(path)) {
                    requirePlainFile(attributes, path);
                } else {
                    throw Damage.of(Damage.printable(path), "does not belong to the bundle");
                }
            }
        }
    }

    /** A plain file of that size. */
    void requireFile(String path, long size) {
        try {
            Attributes attributes = attributes(root.resolve(path));
            requirePlainFile(attributes, path);
            if (attributes.size() != size) {
                throw Damage.in(path, "has another size")
                        .expected(size + " bytes")
                        .found(attributes.size() + " bytes")
                        .build();
            }
        } catch (NoSuchFileException e) {
            throw Damage.of(path, "is missing");
        } catch (IOException e) {
            throw DurableFiles.unreadable(root.resolve(path), e);
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
