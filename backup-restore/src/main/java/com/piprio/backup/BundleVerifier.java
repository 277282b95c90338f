package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a bundle is what was written, before anything trusts it.
 *
 * <p>The order matters: no file is opened before it is known to be a plain file of the bundle, and no database tool sees
 * a dump whose hash is wrong.
 */
public final class BundleVerifier {
    private static final byte[] DUMP_MAGIC = "PGDMP".getBytes(StandardCharsets.US_ASCII);

    private final BundleKeys keys;
    private final @Nullable PostgresTools tools;

    /** Proves up to {@link VerificationLevel#CONTENT}; needs no Docker. */
    public BundleVerifier(BundleKeys keys) {
        this.keys = keys;
        this.tools = null;
    }

    /** Proves up to {@link VerificationLevel#DECODED}, with {@code pg_restore} of that installation. */
    public BundleVerifier(InstallationAccess access) {
        this.keys = access.keys();
        this.tools = new PostgresTools(access);
    }

    /**
     * Reads every byte of a bundle; changes nothing.
     *
     * @throws OperatorException {@code BUNDLE_NOT_FOUND}, {@code BUNDLE_DAMAGED} naming the file, {@code
     *     BUNDLE_UNTRUSTED} for a signature of somebody else, or {@code BUNDLE_VERSION_UNFIT} for a format of another
     *     time
     */
    public Bundle verify(Path directory, Progress progress) {
        Bundle bundle = verifyContent(directory, progress);
        String name = String.valueOf(directory.getFileName());
        if (!name.equals(bundle.id().value())) {
            throw Damage.in(Manifest.PATH, "belongs to another directory")
                    .expected(bundle.id().value())
                    .found(name)
                    .build();
        }
        return bundle;
    }

    /** As {@link #verify}, for a directory that does not have its last name yet. */
    Bundle verifyContent(Path directory, Progress progress) {
        try {
            BundleTree.requireOwnDirectory(directory);
            byte[] manifestBytes = BundleTree.manifestBytes(directory);
            Manifest manifest = ManifestFile.read(manifestBytes);
            String signer = requireSignature(directory, manifest, manifestBytes);
            BundleTree tree = new BundleTree(directory, manifest);
            tree.requireExactFiles();
            requireHashes(directory, manifest, progress);
            ConfigurationIndex.read(Content.of(directory.resolve(ConfigurationIndex.PATH))).stream()
                    .map(ConfigurationIndex.Entry::file)
                    .filter(file -> manifest.files().stream()
                            .noneMatch(entry -> entry.path().equals(file)))
                    .findFirst()
                    .ifPresent(file -> {
                        throw Damage.of(ConfigurationIndex.PATH, "names '" + file + "', which is not in the bundle");
                    });
            requireObjects(directory, manifest, tree, progress);
            requireDumpHeader(Content.of(directory.resolve(BundleLayout.DUMP)));
            VerificationLevel level = decode(directory, manifest, progress);
            return new Bundle(manifest.bundle(), directory, manifest, level, signer);
        } catch (IOException e) {
            throw DurableFiles.unreadable(directory, e);
        }
    }

    /** Before any other file is looked at: what a stranger says about them is worth nothing. */
    private @Nullable String requireSignature(Path directory, Manifest manifest, byte[] manifestBytes)
            throws IOException {
        Trust trust = keys.trust();
        if (!manifest.signed()) {
            trust.requireUnsigned(manifestBytes);
            return null;
        }
        return SignatureFile.verify(BundleTree.signatureBytes(directory), manifestBytes, trust);
    }

    private static void requireHashes(Path directory, Manifest manifest, Progress progress) throws IOException {
        long total = manifest.files().stream().mapToLong(FileEntry::size).sum();
        long[] done = {0};
        for (FileEntry file : manifest.files()) {
            String found = Sha256.of(directory.resolve(file.path()), bytes -> {
                done[0] += bytes;
                progress.says("check files", done[0], total);
            });
            requireHash(file.path(), file.sha256(), found);
        }
    }

    private static void requireHash(String path, String expected, String found) {
        if (!found.equals(expected)) {
            throw Damage.in(path, "its content was changed")
                    .expected("sha256 " + expected)
                    .found("sha256 " + found)
                    .build();
        }
    }

    private static void requireObjects(Path directory, Manifest manifest, BundleTree tree, Progress progress)
            throws IOException {
        Fingerprints keys = new Fingerprints();
        Fingerprints blobs = new Fingerprints();
        long[] totals = {0, 0};
        ObjectIndex.read(Content.of(directory.resolve(BundleLayout.OBJECT_INDEX)), entry -> {
            keys.add(Sha256.fingerprint(entry.key()));
            if (!entry.stored().equals(entry.sha256())) {
                throw Damage.of(BundleLayout.OBJECT_INDEX, "names a blob that is not the content");
            }
            blobs.add(Sha256.fingerprintOf(entry.stored()));
            tree.requireFile(entry.blob(), entry.size());
            totals[0]++;
            totals[1] += entry.size();
        });
        if (totals[0] != manifest.objectCount() || totals[1] != manifest.objectBytes()) {
            throw Damage.in(BundleLayout.OBJECT_INDEX, "does not fit the manifest")
                    .expected(manifest.objectCount() + " objects, " + manifest.objectBytes() + " bytes")
                    .found(totals[0] + " objects, " + totals[1] + " bytes")
                    .build();
        }
        if (keys.distinct() != totals[0]) {
            throw Damage.of(BundleLayout.OBJECT_INDEX, "has an object twice");
        }
        long blobCount = blobs.distinct();
        long[] done = {0};
        tree.blobs(path -> {
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (!blobs.contains(Sha256.fingerprintOf(name))) {
                throw Damage.of(path, "is in no line of the index");
            }
            requireHash(path, name, Sha256.of(directory.resolve(path), bytes -> {}));
            progress.says("check objects", ++done[0], blobCount);
        });
    }

    private static void requireDumpHeader(Content dump) throws IOException {
        try (InputStream in = dump.open()) {
            if (!Arrays.equals(in.readNBytes(DUMP_MAGIC.length), DUMP_MAGIC)) {
                throw Damage.of(BundleLayout.DUMP, "is not a dump of PostgreSQL");
            }
        }
    }

    private VerificationLevel decode(Path directory, Manifest manifest, Progress progress) {
        if (tools == null) {
            return VerificationLevel.CONTENT;
        }
        progress.says("decode dump", 0, 1);
        Content dump = Content.of(directory.resolve(BundleLayout.DUMP));
        tools.decode(dump);
        Set<String> expected = manifest.rowCounts().keySet();
        Set<String> found = tools.tablesWithData(dump);
        if (!found.equals(expected)) {
            throw Damage.in(BundleLayout.DUMP, "holds other tables than the manifest says")
                    .expected(missing(expected, found).isEmpty() ? null : "also " + missing(expected, found))
                    .found(missing(found, expected).isEmpty() ? null : "also " + missing(found, expected))
                    .build();
        }
        progress.says("decode dump", 1, 1);
        return VerificationLevel.DECODED;
    }

    private static List<String> missing(Set<String> wanted, Set<String> present) {
        Set<String> rest = new HashSet<>(wanted);
        rest.removeAll(present);
        return rest.stream().sorted().map(Damage::printable).toList();
    }

    static OperatorException notFound(Path directory) {
        return OperatorException.of(ErrorCode.BUNDLE_NOT_FOUND, "there is no bundle " + directory)
                .remedy("take a name from the list of bundles in backups/")
                .build();
    }
}
