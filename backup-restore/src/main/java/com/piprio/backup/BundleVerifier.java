package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.signing.Sha256;
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
        Bundle bundle = prove(directory, false, progress);
        requireOwnName(bundle);
        return bundle;
    }

    private static void requireOwnName(Bundle bundle) {
        String name = String.valueOf(bundle.directory().getFileName());
        if (!name.equals(bundle.id().value())) {
            throw Damage.in(Manifest.PATH, "belongs to another directory")
                    .expected(bundle.id().value())
                    .found(name)
                    .build();
        }
    }

    /**
     * Proves that a bundle which was proven a moment ago is still that one: manifest, signature, the set of files, and the
     * hashes of all but the blobs. Whoever uses a blob after this hashes it first.
     *
     * @throws OperatorException as {@link #verify}
     */
    Bundle verifyAgain(Bundle proven, Progress progress) {
        try {
            Bundle now = check(proven.directory(), progress);
            if (!now.manifest().equals(proven.manifest())) {
                throw Damage.of(Manifest.PATH, "was changed after it was proven");
            }
            new IndexedBlobs(now).requireIndex();
            return at(now, proven.level());
        } catch (IOException e) {
            throw DurableFiles.unreadable(proven.directory(), e);
        }
    }

    /**
     * As {@link #verify}, for a bundle that has just been written: its directory does not have its last name yet, and its
     * dump was decoded to be measured.
     */
    Bundle verifyWritten(Path directory, Progress progress) {
        return prove(directory, true, progress);
    }

    private Bundle prove(Path directory, boolean decoded, Progress progress) {
        try {
            Bundle checked = check(directory, progress);
            requireDumpHeader(checked.content(BundleLayout.DUMP));
            Progress shared = progress.shared();
            VerificationLevel[] level = {VerificationLevel.CONTENT};
            AtOnce.run(
                    () -> {
                        IndexedBlobs blobs = new IndexedBlobs(checked);
                        blobs.requireHashes(blobs.requireIndex(), shared);
                    },
                    () -> level[0] = decode(checked, decoded, shared));
            return at(checked, level[0]);
        } catch (IOException e) {
            throw DurableFiles.unreadable(directory, e);
        }
    }

    private static Bundle at(Bundle bundle, VerificationLevel level) {
        return new Bundle(bundle.id(), bundle.directory(), bundle.manifest(), level, bundle.signer(), bundle.cipher());
    }

    /** All that comes before any blob and any database tool. */
    private Bundle check(Path directory, Progress progress) throws IOException {
        BundleTree.requireOwnDirectory(directory);
        byte[] manifestBytes = BundleTree.manifestBytes(directory);
        Manifest manifest = ManifestFile.read(manifestBytes);
        String signer = requireSignature(directory, manifest, manifestBytes);
        BundleTree tree = new BundleTree(directory, manifest);
        tree.requireExactFiles();
        BundleCipher cipher = manifest.encrypted() ? cipher(tree, manifest) : null;
        requireHashes(directory, manifest, progress);
        Bundle bundle = new Bundle(manifest.bundle(), directory, manifest, VerificationLevel.FILES, signer, cipher);
        ConfigurationIndex.read(bundle.content(ConfigurationIndex.PATH)).stream()
                .map(ConfigurationIndex.Entry::file)
                .filter(file -> manifest.files().stream()
                        .noneMatch(entry -> entry.path().equals(file)))
                .findFirst()
                .ifPresent(file -> {
                    throw Damage.of(ConfigurationIndex.PATH, "names '" + file + "', which is not in the bundle");
                });
        return bundle;
    }

    private BundleCipher cipher(BundleTree tree, Manifest manifest) throws IOException {
        byte[] header = tree.encryptionBytes();
        Damage.requireHash(
                EncryptionHeader.PATH, manifest.file(EncryptionHeader.PATH).sha256(), Sha256.of(header));
        return keys.encryption().openOrAsk(header);
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
            Damage.requireHash(file.path(), file.sha256(), found);
        }
    }

    private static void requireDumpHeader(Content dump) throws IOException {
        try (InputStream in = dump.open()) {
            if (!Arrays.equals(in.readNBytes(DUMP_MAGIC.length), DUMP_MAGIC)) {
                throw Damage.of(BundleLayout.DUMP, "is not a dump of PostgreSQL");
            }
        }
    }

    /** @param decoded whether only the tables are left to be compared */
    private VerificationLevel decode(Bundle bundle, boolean decoded, Progress progress) {
        if (tools == null) {
            return VerificationLevel.CONTENT;
        }
        progress.says("decode dump", 0, 1);
        Content dump = bundle.content(BundleLayout.DUMP);
        if (!decoded) {
            tools.decode(dump, DumpLimit.of(bundle.manifest()));
        }
        Set<String> expected = bundle.manifest().rowCounts().keySet();
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
