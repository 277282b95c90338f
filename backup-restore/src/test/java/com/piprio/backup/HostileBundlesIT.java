package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.signing.Sha256;
import com.piprio.signing.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever was done to a bundle: the restore is refused, and of the live data nothing is another byte than before. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileBundlesIT {
    private static final BundleId ID = BundleId.at(Instant.parse("2026-11-24T08:15:00Z"));

    /** What was done to a bundle; {@code outside} is a folder of somebody else. */
    @FunctionalInterface
    private interface Deed {
        void to(Bundle bundle, Path outside) throws Exception;
    }

    private TestInstallation installation;
    private Path folder;
    private Path untouched;
    private Bundle bundle;

    @BeforeAll
    void installAndBackUp(@TempDir Path folder) throws IOException {
        this.folder = folder;
        installation = TestInstallation.in(folder);
        installation.sql("CREATE TABLE bulk AS SELECT repeat('x', 4 << 20) AS content");
        bundle = new BackupCreator().create(ID, installation.access, Progress.none());
        untouched = folder.resolve("untouched");
        copy(bundle.directory(), untouched);
    }

    @BeforeEach
    void putTheBundleBack() throws IOException {
        DurableFiles.deleteTree(bundle.directory());
        copy(untouched, bundle.directory());
        DurableFiles.deleteTree(folder.resolve("outside"));
        DurableFiles.createDirectory(folder.resolve("outside"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static Arguments deed(String name, ErrorCode code, Deed deed) {
        return Arguments.of(name, code, deed);
    }

    private static Arguments damage(String name, Deed deed) {
        return deed(name, ErrorCode.BUNDLE_DAMAGED, deed);
    }

    private static Path blob(Bundle bundle, int number) throws IOException {
        try (Stream<Path> files = Files.walk(bundle.file("objects"), 2)) {
            return files.filter(file -> Sha256.wellFormed(file.getFileName().toString()))
                    .sorted()
                    .toList()
                    .get(number);
        }
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Files.delete(file);
        DurableFiles.write(file, content);
    }

    private static void shorten(Path file, int by) throws IOException {
        byte[] content = Files.readAllBytes(file);
        replace(file, Arrays.copyOf(content, content.length - by));
    }

    private static void exchange(Path one, Path other) throws IOException {
        byte[] content = Files.readAllBytes(one);
        replace(one, Files.readAllBytes(other));
        replace(other, content);
    }

    private static void moveAndLink(Path file, Path outside) throws IOException {
        Path moved = outside.resolve("moved");
        Files.move(file, moved);
        Files.createSymbolicLink(file, moved);
    }

    private static void make(String... argv) throws Exception {
        Process process = new ProcessBuilder(argv).inheritIO().start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    /** A few kilobytes that a reader who trusts them makes a gigabyte of. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            byte[] nothing = new byte[1 << 20];
            for (int i = 0; i < 1024; i++) {
                out.write(nothing);
            }
        }
        return packed.toByteArray();
    }

    /** As the installation itself could, and nobody else. */
    private static void resealed(Bundle bundle, UnaryOperator<Manifest> change) throws IOException {
        Resealing.seal(bundle, change);
    }

    private static Manifest ofFormat(Manifest old, int format, String deployment) {
        return ManifestEdit.of(old).format(format).deployment(deployment).done();
    }

    static Stream<Arguments> deeds() {
        return Stream.of(
                damage("a flipped bit in the dump", (b, o) -> BundleFixture.flip(b.file(BundleLayout.DUMP))),
                damage("a flipped bit in the index", (b, o) -> BundleFixture.flip(b.file(BundleLayout.OBJECT_INDEX))),
                damage("a flipped bit in the configuration", (b, o) -> BundleFixture.flip(b.file("config/0"))),
                damage("a flipped bit in a blob", (b, o) -> BundleFixture.flip(blob(b, 3))),
                damage("a flipped bit in the manifest", (b, o) -> BundleFixture.flip(b.file(Manifest.PATH))),
                damage("a truncated dump", (b, o) -> shorten(b.file(BundleLayout.DUMP), 4)),
                damage("a truncated blob", (b, o) -> shorten(blob(b, 0), 1)),
                damage("a truncated index", (b, o) -> shorten(b.file(BundleLayout.OBJECT_INDEX), 20)),
                damage("an empty dump", (b, o) -> replace(b.file(BundleLayout.DUMP), new byte[0])),
                damage("a missing dump", (b, o) -> Files.delete(b.file(BundleLayout.DUMP))),
                damage("a missing blob", (b, o) -> Files.delete(blob(b, 0))),
                damage("a missing manifest", (b, o) -> Files.delete(b.file(Manifest.PATH))),
                damage("a missing signature", (b, o) -> Files.delete(b.file(SignatureFile.PATH))),
                damage("an extra file", (b, o) -> DurableFiles.write(b.file("db/extra"), new byte[] {1})),
                damage("an extra blob", (b, o) -> {
                    Path extra = b.file(BundleLayout.blob(Sha256.of(new byte[] {1})));
                    DurableFiles.createDirectoryIfMissing(extra.getParent());
                    DurableFiles.write(extra, new byte[] {1});
                }),
                damage("swapped blobs", (b, o) -> exchange(blob(b, 0), blob(b, 1))),
                damage("swapped files", (b, o) -> exchange(b.file("config/0"), b.file(BundleLayout.DUMP))),
                damage("a symbolic link for the dump", (b, o) -> moveAndLink(b.file(BundleLayout.DUMP), o)),
                damage("a symbolic link for a blob", (b, o) -> moveAndLink(blob(b, 0), o)),
                damage("a symbolic link for a directory", (b, o) -> moveAndLink(b.file("objects"), o)),
                damage("a symbolic link for the bundle", (b, o) -> moveAndLink(b.directory(), o)),
                damage(
                        "the dump has a name outside",
                        (b, o) -> Files.createLink(o.resolve("dump"), b.file(BundleLayout.DUMP))),
                damage("a blob has a name outside", (b, o) -> Files.createLink(o.resolve("blob"), blob(b, 0))),
                damage("a name that leads outside, in the configuration", (b, o) -> {
                    replace(
                            b.file(ConfigurationIndex.PATH),
                            BundleFixture.bytes("[{\"name\":\"../../.env\",\"file\":\"config/0\"}]"));
                    resealed(b, manifest -> manifest);
                }),
                damage(
                        "a name that leads outside, in the manifest",
                        (b, o) -> replace(
                                b.file(Manifest.PATH),
                                BundleFixture.bytes(Files.readString(b.file(Manifest.PATH))
                                        .replace("\"config/0\"", "\"config/../../../.env\"")))),
                damage("a pipe for the dump", (b, o) -> {
                    Files.delete(b.file(BundleLayout.DUMP));
                    make("mkfifo", "-m", "600", b.file(BundleLayout.DUMP).toString());
                }),
                damage("a pipe for a blob", (b, o) -> {
                    Path blob = blob(b, 0);
                    Files.delete(blob);
                    make("mkfifo", "-m", "600", blob.toString());
                }),
                damage("a bomb for the dump", (b, o) -> replace(b.file(BundleLayout.DUMP), bomb())),
                damage("a bomb for a blob", (b, o) -> replace(blob(b, 0), bomb())),
                damage("a bomb for a dump, sealed by the installation", (b, o) -> {
                    replace(b.file(BundleLayout.DUMP), bomb());
                    resealed(b, manifest -> manifest);
                }),
                damage(
                        "a dump that comes to more than the bundle says, sealed by the installation",
                        (b, o) -> resealed(b, manifest -> ManifestEdit.of(manifest)
                                .decodedBytes(10_000)
                                .done())),
                damage(
                        "a dump that comes to more than its database, sealed by an earlier upgrader",
                        (b, o) -> resealed(b, manifest -> ManifestEdit.of(manifest)
                                .format(2)
                                .databaseBytes(10_000)
                                .done())),
                damage(
                        "others may read it",
                        (b, o) -> make("chmod", "-R", "go+r", b.directory().toString())),
                deed("signed by a stranger", ErrorCode.BUNDLE_UNTRUSTED, (b, o) -> {
                    byte[] manifest = Files.readAllBytes(b.file(Manifest.PATH));
                    replace(b.file(SignatureFile.PATH), SignatureFile.write(SigningKey.generate(), manifest));
                }),
                deed(
                        "of another installation",
                        ErrorCode.BUNDLE_FOREIGN,
                        (b, o) ->
                                resealed(b, manifest -> ofFormat(manifest, manifest.formatVersion(), "somebody-else"))),
                deed(
                        "of a format before the first",
                        ErrorCode.BUNDLE_VERSION_UNFIT,
                        (b, o) -> resealed(b, manifest -> ofFormat(manifest, 0, manifest.deploymentId()))),
                deed(
                        "of a format that comes later",
                        ErrorCode.BUNDLE_VERSION_UNFIT,
                        (b, o) -> resealed(
                                b, manifest -> ofFormat(manifest, Manifest.FORMAT + 1, manifest.deploymentId()))),
                damage(
                        "encrypted by what it says, and by nothing else",
                        (b, o) -> resealed(
                                b, manifest -> ofFormat(manifest, Manifest.ENCRYPTED_FORMAT, manifest.deploymentId()))),
                deed("unsigned, as if it were old", ErrorCode.BUNDLE_UNTRUSTED, (b, o) -> {
                    resealed(b, manifest -> ofFormat(manifest, Manifest.UNSIGNED_FORMAT, manifest.deploymentId()));
                    Files.delete(b.file(SignatureFile.PATH));
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deeds")
    void isRefusedAndNothingChanges(String name, ErrorCode code, Deed deed) throws Exception {
        Map<String, Object> before = installation.contents();
        List<String> databases = installation.otherDatabases();
        deed.to(bundle, folder.resolve("outside"));

        OperatorException refusal = catchThrowableOfType(OperatorException.class, () -> {
            Restore restore = new Restore();
            RestorePreview preview = restore.preview(
                    bundle.directory(), installation.access, TestInstallation.NEWEST_SCHEMA, Progress.none());
            restore.run(preview, BundleFixture.DOMAIN, Progress.none());
        });

        assertThat(refusal).as(name).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(installation.contents()).isEqualTo(before);
        assertThat(installation.otherDatabases()).isEqualTo(databases);
    }

    /** The bundle was proven before the question; what is used of it is proven once more, before the exchange. */
    @Test
    void aBlobThatIsNeededAndWasChangedAfterTheQuestionIsNotUsed() throws IOException {
        installation.sql("UPDATE documents SET object_key = NULL WHERE id = 8");
        installation.removeObject("documents/8");
        refusesTheBlobOf("documents/8");

        installation.put("documents/8", "a newer content");
        refusesTheBlobOf("documents/8");

        installation.put("documents/8", "content of document 8");
        installation.sql("UPDATE documents SET object_key = 'documents/8' WHERE id = 8");
    }

    private void refusesTheBlobOf(String key) throws IOException {
        putTheBundleBack();
        Map<String, Object> before = installation.contents();
        Restore restore = new Restore();
        RestorePreview preview = restore.preview(
                bundle.directory(), installation.access, TestInstallation.NEWEST_SCHEMA, Progress.none());
        ObjectIndex.read(bundle.content(BundleLayout.OBJECT_INDEX), entry -> {
            if (entry.key().equals(key)) {
                assertThatCode(() -> BundleFixture.flip(bundle.file(entry.blob())))
                        .doesNotThrowAnyException();
            }
        });

        OperatorException refusal = catchThrowableOfType(
                OperatorException.class, () -> restore.run(preview, BundleFixture.DOMAIN, Progress.none()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
        assertThat(refusal.problem()).contains("objects/", "was changed");
        assertThat(installation.contents()).isEqualTo(before);
        assertThat(installation.otherDatabases()).isEmpty();
    }
}
