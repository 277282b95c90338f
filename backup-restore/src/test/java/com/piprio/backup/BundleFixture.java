package com.piprio.backup;

import com.piprio.signing.Sha256;
import com.piprio.signing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Writes a whole bundle by hand, and whole again after a change that shall not be found by its hash. */
final class BundleFixture {
    static final BundleId ID = new BundleId("piprio_20261124T081500Z");
    static final String DEPLOYMENT = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    static final String DOMAIN = "docs.example.com";

    /** As the platform's PostgreSQL makes databases. */
    static final DatabaseLocale LOCALE =
            new DatabaseLocale("UTF8", DatabaseLocale.Provider.BUILTIN, "C.UTF-8", "C.UTF-8", "C.UTF-8", "1");

    final Path directory;

    /** Those of the installation {@code installation} beside the bundle. */
    final BundleKeys keys;

    private BundleFixture(Path directory) {
        this.directory = directory;
        this.keys = new BundleKeys(directory.resolveSibling("installation"));
        keys.createIfMissing(directory.resolveSibling("installation/backups"));
    }

    static BundleFixture in(Path backups) throws IOException {
        return in(backups, ID);
    }

    static BundleFixture in(Path backups, BundleId id) throws IOException {
        Path directory = backups.resolve(id.value());
        BundleFixture bundle = new BundleFixture(directory);
        Optional<BundleEncryption.Chosen> encryption = bundle.keys.encryption().choose();
        PartialBundle partial = new PartialBundle(
                directory, id, encryption.map(BundleEncryption.Chosen::cipher).orElse(null));
        partial.create();
        partial.write(BundleLayout.DUMP, bytes("PGDMP and the rest of a dump"));
        partial.write("config/0", bytes("PIPRIO_VERSION=1.4.0\n"));
        partial.write(
                ConfigurationIndex.PATH,
                ConfigurationIndex.write(List.of(new ConfigurationIndex.Entry(".env", "config/0"))));
        BlobStore blobs = partial.blobs();
        try (ObjectIndex.Writer index = new ObjectIndex.Writer(partial.open(BundleLayout.OBJECT_INDEX))) {
            for (String key : List.of("a/1", "a/2", "../x\n")) {
                BlobStore.Blob blob = blobs.store(new java.io.ByteArrayInputStream(bytes("content of " + key)));
                index.add(new ObjectEntry(
                        key, blob.size(), blob.sha256(), blob.stored(), ObjectHeaders.ofType("text/plain"), null));
            }
        }
        if (encryption.isPresent()) {
            DurableFiles.write(
                    directory.resolve(EncryptionHeader.PATH),
                    encryption.get().header().write());
        }
        bundle.seal();
        return bundle;
    }

    /** Bundles that are made beside it from now on are encrypted. */
    static void encryptIn(Path backups, String passphrase) throws IOException {
        Path config = Files.createDirectories(backups.resolve("installation/config"));
        Files.deleteIfExists(config.resolve("bundle-passphrase"));
        DurableFiles.write(config.resolve("bundle-passphrase"), bytes(passphrase + "\n"));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Path file(String path) {
        return directory.resolve(path);
    }

    List<Path> blobs() throws IOException {
        try (var files = Files.walk(file("objects"), 2)) {
            return files.filter(path -> Sha256.wellFormed(path.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    /** Writes a manifest that fits the files as they are now. */
    void seal() throws IOException {
        seal(manifest -> manifest);
    }

    void seal(UnaryOperator<Manifest> change) throws IOException {
        List<String> paths = new ArrayList<>(BundleLayout.REQUIRED);
        paths.add("config/0");
        boolean encrypted = Files.exists(file(EncryptionHeader.PATH));
        if (encrypted) {
            paths.add(EncryptionHeader.PATH);
        }
        List<FileEntry> files = new ArrayList<>();
        for (String path : paths) {
            files.add(new FileEntry(path, Files.size(file(path)), Sha256.of(Files.readAllBytes(file(path)))));
        }
        BundleId id = new BundleId(directory.getFileName().toString());
        BundleCipher cipher =
                encrypted ? keys.encryption().open(Files.readAllBytes(file(EncryptionHeader.PATH))) : null;
        Bundle read = new Bundle(id, directory, manifest(files, 0, 0), VerificationLevel.FILES, null, cipher);
        long[] totals = {0, 0};
        ObjectIndex.read(read.content(BundleLayout.OBJECT_INDEX), entry -> {
            totals[0]++;
            totals[1] += entry.size();
        });
        Manifest manifest = change.apply(manifest(id, files, totals[0], totals[1]));
        seal(manifest, keys.signing());
    }

    void seal(Manifest manifest, SigningKey key) throws IOException {
        byte[] content = ManifestFile.write(manifest);
        write(Manifest.PATH, content);
        write(SignatureFile.PATH, SignatureFile.write(key, content));
    }

    /** Puts a file in place of one that may be there. */
    void write(String path, byte[] content) throws IOException {
        Files.deleteIfExists(file(path));
        DurableFiles.write(file(path), content);
    }

    Manifest manifest() throws IOException {
        return BundleTree.manifest(directory);
    }

    static Manifest manifest(List<FileEntry> files, long objects, long objectBytes) {
        return manifest(ID, files, objects, objectBytes);
    }

    private static Manifest manifest(BundleId id, List<FileEntry> files, long objects, long objectBytes) {
        return new Manifest(
                Manifest.FORMAT,
                id,
                DEPLOYMENT,
                DOMAIN,
                "1.4.0",
                "1.4.0.2",
                "17.6 (Debian 17.6-0+deb13u1)",
                Instant.parse("2026-11-24T08:15:02.123Z"),
                8_000_000,
                new DumpFacts(123_456, LOCALE),
                new TreeMap<>(Map.of("documents", 2L, "jobs", 3L)),
                objects,
                objectBytes,
                files,
                new TreeMap<>(Map.of("pg_dump", "pg_dump (PostgreSQL) 17.6")));
    }

    /** Changes one byte in the middle. */
    static void flip(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
    }
}
