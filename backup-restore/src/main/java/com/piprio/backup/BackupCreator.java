package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
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
import java.util.TreeMap;

/**
 * Makes bundles: database snapshot first, objects second, manifest last.
 *
 * <p>A bundle grows under another name and gets its own one only when every byte is on the disk and has been proven, so
 * whatever has the name of a bundle once was whole. The caller holds the installation's lock.
 */
public final class BackupCreator {
    private static final String PARTIAL = ".partial";

    private final Clock clock;

    public BackupCreator() {
        this(Clock.systemUTC());
    }

    BackupCreator(Clock clock) {
        this.clock = clock;
    }

    /** How large a bundle would become now; changes nothing. */
    public BackupEstimate estimate(InstallationAccess access) {
        long databaseBytes;
        try (PostgresSession session =
                PostgresSession.open(access.database(), access.database().name())) {
            databaseBytes = new DatabaseContents(session).databaseBytes();
        }
        long[] objects = {0, 0};
        try (ObjectStore store = new ObjectStore(access.objectStore())) {
            store.list(object -> {
                objects[0]++;
                objects[1] += object.size();
            });
        } catch (IOException e) {
            throw new UncheckedIOException("counting writes nothing", e);
        }
        return new BackupEstimate(databaseBytes, objects[0], objects[1]);
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
        Path partial = access.backups().resolve(id.value() + PARTIAL);
        prepare(access.backups(), bundle);
        requireSpace(access);
        access.keys().createIfMissing(access.backups());
        try {
            return write(partial, bundle, id, access, progress);
        } catch (IOException e) {
            throw DurableFiles.unwritable(partial, e);
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
        try (DirectoryStream<Path> children = Files.newDirectoryStream(backups, "*" + PARTIAL)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (BundleId.wellFormed(name.substring(0, name.length() - PARTIAL.length()))) {
                    partials.add(child);
                }
            }
        }
        for (Path partial : partials) {
            DurableFiles.deleteTree(partial);
        }
    }

    private void requireSpace(InstallationAccess access) {
        long needed = estimate(access).bytesNeeded();
        try {
            long free = Files.getFileStore(access.backups()).getUsableSpace();
            if (free < needed) {
                throw OperatorException.of(ErrorCode.DISK_LOW, "not enough free disk for the backup")
                        .expected(Sizes.text(needed) + " in " + access.backups())
                        .found(Sizes.text(free))
                        .remedy("free space, or move older bundles to another disk, then run the command again")
                        .build();
            }
        } catch (IOException e) {
            throw DurableFiles.unreadable(access.backups(), e);
        }
    }

    private Bundle write(Path partial, Path bundle, BundleId id, InstallationAccess access, Progress progress)
            throws IOException {
        DurableFiles.createDirectory(partial);
        for (String directory : List.of("db", "objects", "config")) {
            DurableFiles.createDirectory(partial.resolve(directory));
        }
        PostgresTools tools = new PostgresTools(access);
        DatabaseBackup.Facts facts = new DatabaseBackup(access, tools).write(partial, progress);
        ObjectBackup.Totals objects = new ObjectBackup(access.objectStore(), facts.keyFile()::each)
                .write(partial, facts.objectKeys(), progress);
        facts.keyFile().remove();
        Map<String, Path> configuration = new LinkedHashMap<>(access.configuration());
        configuration.put(BundleKeys.PUBLIC, access.keys().publicFile());
        int configurationFiles = ConfigurationBackup.write(partial, configuration);

        List<String> paths = new ArrayList<>(BundleLayout.REQUIRED);
        for (int i = 0; i < configurationFiles; i++) {
            paths.add(ConfigurationIndex.file(i));
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
                facts.rowCounts(),
                objects.count(),
                objects.bytes(),
                files,
                new TreeMap<>(Map.of(
                        "pg_dump", tools.version(), "java", Runtime.version().toString())));
        byte[] manifestBytes = ManifestFile.write(manifest);
        DurableFiles.write(partial.resolve(Manifest.PATH), manifestBytes);
        DurableFiles.write(
                partial.resolve(SignatureFile.PATH),
                SignatureFile.write(access.keys().signing(), manifestBytes));
        DurableFiles.forceDirectories(partial);
        Bundle proven = new BundleVerifier(access).verifyContent(partial, progress);
        DurableFiles.moveAtomically(partial, bundle);
        DurableFiles.force(access.backups());
        return new Bundle(id, bundle, proven.manifest(), proven.level(), proven.signer());
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
