package com.piprio.backup;

import static com.piprio.backup.Verifying.assertDamaged;
import static com.piprio.backup.Verifying.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.signing.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files a bundle has, of what kind, and for whom: nothing else is opened. */
class BundleTreeTest {
    @TempDir
    Path backups;

    private BundleFixture bundle;

    @BeforeEach
    void writeBundle() throws IOException {
        bundle = BundleFixture.in(backups);
    }

    @ParameterizedTest
    @ValueSource(strings = {"db/database.dump", "objects/index.ndjson", "config/0", "config/index.json"})
    void refusesEmptyTruncatedAndMissingFiles(String path) throws IOException {
        byte[] whole = Files.readAllBytes(bundle.file(path));
        for (int length : List.of(0, whole.length / 2, whole.length - 1)) {
            Files.write(bundle.file(path), Arrays.copyOf(whole, length));
            assertDamaged(bundle, path, "another size");
        }
        Files.delete(bundle.file(path));
        assertDamaged(bundle, path, "is missing");
    }

    @Test
    void refusesMissingBlobAndMissingManifest() throws IOException {
        Path blob = bundle.blobs().get(1);
        byte[] content = Files.readAllBytes(blob);
        Files.delete(blob);
        assertDamaged(bundle, blob.getFileName().toString(), "is missing");
        DurableFiles.write(blob, content);

        Files.delete(bundle.file(Manifest.PATH));
        assertDamaged(bundle, "manifest.json", "is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "extra",
                "db/toc.dat",
                "config/1",
                "config/.env",
                "objects/incoming-1",
                "objects/ab/cd",
                ".hidden",
            })
    void refusesExtraFiles(String path) throws IOException {
        Path file = bundle.file(path);
        if (!Files.exists(file.getParent())) {
            DurableFiles.createDirectory(file.getParent());
        }
        DurableFiles.write(file, BundleFixture.bytes("extra"));

        assertDamaged(bundle, path, "does not belong");
    }

    @Test
    void refusesExtraBlobsAndExtraDirectories() throws IOException {
        String content = "nobody's content";
        Path blob = bundle.file(BundleLayout.blob(Sha256.of(BundleFixture.bytes(content))));
        DurableFiles.createDirectoryIfMissing(blob.getParent());
        DurableFiles.write(blob, BundleFixture.bytes(content));
        assertDamaged(bundle, blob.getFileName().toString(), "in no line");
        Files.delete(blob);
        DurableFiles.createDirectory(bundle.file("db/more"));

        assertDamaged(bundle, "db/more", "does not belong");
    }

    @Test
    void refusesSymbolicLinksEverywhere() throws IOException {
        for (String path : List.of("manifest.json", "db/database.dump", "config/0", "objects/index.ndjson", "db")) {
            Path file = bundle.file(path);
            Path moved = backups.resolve("moved");
            Files.move(file, moved);
            Files.createSymbolicLink(file, moved);

            assertDamaged(bundle, path);

            Files.delete(file);
            Files.move(moved, file);
        }
        Path link = backups.resolve("link");
        Files.createSymbolicLink(link, bundle.directory);
        OperatorException refusal = catchThrowableOfType(
                OperatorException.class, () -> new BundleVerifier(bundle.keys).verify(link, Progress.none()));
        assertThat(refusal.problem()).contains("symbolic link");
    }

    @Test
    void refusesHardLinks() throws IOException {
        Files.createLink(backups.resolve("other"), bundle.file("config/0"));

        assertDamaged(bundle, "config/0", "hard link");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db/database.dump", "manifest.json", "db/extra"})
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refusesPipesWithoutWaitingForThem(String path) throws Exception {
        Files.deleteIfExists(bundle.file(path));
        Process mkfifo =
                new ProcessBuilder("mkfifo", "-m", "600", bundle.file(path).toString()).start();
        assertThat(mkfifo.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(mkfifo.exitValue()).isZero();

        assertDamaged(bundle, path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "db/database.dump", "config/0", "db", "objects", "."})
    void refusesWhatOthersMayRead(String path) throws IOException {
        boolean directory = Files.isDirectory(bundle.file(path));
        Files.setPosixFilePermissions(
                bundle.file(path), PosixFilePermissions.fromString(directory ? "rwxr-x---" : "rw-r--r--"));

        assertDamaged(bundle, "others than its owner");
    }

    /** A blob may have a name in another bundle; what the manifest names may not. */
    @Test
    void refusesFilesThatItSharesWithTheBundleBesideIt() throws IOException {
        BundleFixture beside = BundleFixture.in(backups, new BundleId("piprio_20261125T081500Z"));
        Files.delete(beside.file("config/0"));
        Files.createLink(beside.file("config/0"), bundle.file("config/0"));

        assertDamaged(bundle, "config/0", "hard link");
    }

    @Test
    void refusesAManifestWithoutEnd() throws IOException {
        int largest = 4 << 20;
        signedAndPadded(largest);
        assertThat(verify(bundle).level()).isEqualTo(VerificationLevel.CONTENT);

        signedAndPadded(largest + 1);
        assertDamaged(bundle, "manifest.json", "is too large");
    }

    private void signedAndPadded(int size) throws IOException {
        byte[] manifest = Arrays.copyOf(ManifestFile.write(bundle.manifest()), size);
        for (int i = manifest.length - 1; manifest[i] == 0; i--) {
            manifest[i] = ' ';
        }
        bundle.write(Manifest.PATH, manifest);
        bundle.write(SignatureFile.PATH, SignatureFile.write(bundle.keys.signing(), manifest));
    }

    @Test
    void refusesASignatureWithoutEnd() throws IOException {
        bundle.write(SignatureFile.PATH, new byte[SignatureFile.LARGEST + 1]);

        assertDamaged(bundle, "manifest.sig", "is too large");
    }

    @Test
    void saysThatThereIsNoSuchBundle() {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, () -> new BundleVerifier(bundle.keys)
                .verify(backups.resolve("piprio_20200101T000000Z"), Progress.none()));
        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_NOT_FOUND);
    }
}
