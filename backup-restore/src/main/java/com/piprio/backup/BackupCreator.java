package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.signing.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Makes bundles: database snapshot first, objects second, manifest last. Contents of objects that did not change since the
 * newest proven bundle are shared with it, where file system and object store allow that.
 *
 * <p>A bundle grows under another name and gets its own one only when every byte is on the disk and has been proven, so
 * whatever has the name of a bundle once was whole. The caller holds the installation's lock.
 */
public final class BackupCreator {
    private final Clock clock;

    public BackupCreator() {
        this(Clock.systemUTC());
    }

    BackupCreator(Clock clock) {
        this.clock = clock;
    }

    /** What a bundle would take of the disk now; changes nothing. */
    public BackupEstimate estimate(InstallationAccess access) {
        Optional<Bundle> earlier = EarlierBundle.of(access);
        long databaseBytes;
        long[] objectBytes = {0};
        try (PostgresSession session =
                PostgresSession.open(access.database(), access.database().name())) {
            DatabaseContents contents = new DatabaseContents(session);
            databaseBytes = contents.databaseBytes();
            // What did not change since takes no room; a listing can take minutes of the object store.
            objectBytes[0] = earlier.map(bundle ->
                            contents.objectBytesSince(bundle.manifest().createdAt()))
                    .orElse(0L);
        }
        if (earlier.isEmpty()) {
            try {
                new ObjectStore(access.objectStore()).list(object -> objectBytes[0] += object.size());
            } catch (IOException e) {
                throw new UncheckedIOException("counting writes nothing", e);
            }
        }
        return new BackupEstimate(databaseBytes, objectBytes[0]);
    }

    /**
     * Makes a bundle and proves it up to {@link VerificationLevel#DECODED}.
     *
     * <p>Blocks for as long as the data takes. What an earlier, interrupted backup left behind is removed first. When
     * it fails, nothing of the new bundle stays, and other bundles are as they were.
     *
     * @throws OperatorException {@code DISK_LOW}, {@code DUMP_FAILED}, {@code OBJECT_MISSING} and others that name their
     *     cause
     */
    public Bundle create(BundleId id, InstallationAccess access, Progress progress) {
        Path bundle = access.backups().resolve(id.value());
        Path partial = access.backups().resolve(id.value() + Bundles.PARTIAL);
        prepare(access.backups(), bundle);
        access.keys().createIfMissing(access.backups());
        DiskRoom room = new DiskRoom(access.backups());
        try {
            return write(partial, bundle, id, access, room, progress);
        } catch (IOException e) {
            throw room.reasonOf(DurableFiles.unwritable(partial, e));
        } catch (RuntimeException e) {
            throw room.reasonOf(e);
        } finally {
            removeQuietly(partial);
        }
    }

    private static void prepare(Path backups, Path bundle) {
        try {
            DurableFiles.createDirectoryIfMissing(backups);
            removePartials(backups);
        } catch (IOException e) {
            throw DurableFiles.unwritable(backups, e);
        }
        if (Files.exists(bundle, LinkOption.NOFOLLOW_LINKS)) {
            throw OperatorException.of(ErrorCode.FILE_UNWRITABLE, bundle + " exists already")
                    .remedy("run the command again: a bundle is named after the second of its plan")
                    .build();
        }
    }

    private static void removePartials(Path backups) throws IOException {
        List<Path> partials = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(backups, "*" + Bundles.PARTIAL)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (BundleId.wellFormed(name.substring(0, name.length() - Bundles.PARTIAL.length()))) {
                    partials.add(child);
                }
            }
        }
        for (Path partial : partials) {
            DurableFiles.deleteTree(partial);
        }
    }

    private Bundle write(
            Path partial, Path bundle, BundleId id, InstallationAccess access, DiskRoom room, Progress progress)
            throws IOException {
        Optional<BundleEncryption.Chosen> encryption =
                access.keys().encryption().choose();
        PartialBundle written = new PartialBundle(
                partial, id, encryption.map(BundleEncryption.Chosen::cipher).orElse(null));
        written.create();
        DataBackup.Taken data = new DataBackup(access).write(written, room, progress);
        DatabaseBackup.Facts facts = data.database();
        Map<String, Path> configuration = new LinkedHashMap<>(access.configuration());
        configuration.put(BundleKeys.PUBLIC, access.keys().publicFile());
        int configurationFiles = ConfigurationBackup.write(written, configuration);

        List<String> paths = new ArrayList<>(BundleLayout.REQUIRED);
        for (int i = 0; i < configurationFiles; i++) {
            paths.add(ConfigurationIndex.file(i));
        }
        if (encryption.isPresent()) {
            DurableFiles.write(
                    partial.resolve(EncryptionHeader.PATH),
                    encryption.get().header().write());
            paths.add(EncryptionHeader.PATH);
        }
        List<FileEntry> files = new ArrayList<>();
        for (String path : paths) {
            Path file = partial.resolve(path);
            files.add(new FileEntry(path, Files.size(file), Sha256.of(file, bytes -> {})));
        }
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                id,
                access.deploymentId(),
                access.domain(),
                access.release(),
                facts.schemaVersion(),
                facts.serverVersion(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                facts.databaseBytes(),
                new DumpFacts(data.decodedBytes(), facts.locale()),
                facts.rowCounts(),
                data.objects().count(),
                data.objects().bytes(),
                files,
                new TreeMap<>(Map.of(
                        "pg_dump", data.toolVersion(), "java", Runtime.version().toString())));
        byte[] manifestBytes = ManifestFile.write(manifest);
        DurableFiles.write(partial.resolve(Manifest.PATH), manifestBytes);
        DurableFiles.write(
                partial.resolve(SignatureFile.PATH),
                SignatureFile.write(access.keys().signing(), manifestBytes));
        CompletableFuture<Bundle> verified = new CompletableFuture<>();
        // The proof reads what lies in memory still; that it is on the disk, too, takes as long.
        AtOnce.run(
                () -> DurableFiles.forceTree(partial),
                () -> verified.complete(new BundleVerifier(access).verifyWritten(partial, progress)));
        Bundle proven = Threads.result(verified);
        DurableFiles.moveAtomically(partial, bundle);
        DurableFiles.force(access.backups());
        return new Bundle(id, bundle, proven.manifest(), proven.level(), proven.signer(), proven.cipher());
    }

    /** After a failure that is already on its way; the next backup tries again. */
    private static void removeQuietly(Path partial) {
        try {
            DurableFiles.deleteTree(partial);
        } catch (IOException alsoFailed) {
            return;
        }
    }
}
