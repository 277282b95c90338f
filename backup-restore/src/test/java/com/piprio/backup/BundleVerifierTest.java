package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.signing.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleVerifierTest {
    @TempDir
    Path backups;

    private BundleFixture bundle;

    @BeforeEach
    void writeBundle() throws IOException {
        bundle = BundleFixture.in(backups);
    }

    private Bundle verify() {
        return new BundleVerifier(bundle.keys).verify(bundle.directory, Progress.none());
    }

    private OperatorException refusal() {
        return catchThrowableOfType(OperatorException.class, this::verify);
    }

    private void assertDamaged(String... partsOfProblem) {
        OperatorException refusal = refusal();
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
        assertThat(refusal.problem()).contains(partsOfProblem);
    }

    @Test
    void acceptsWhatWasWritten() {
        Bundle proven = verify();

        assertThat(proven.level()).isEqualTo(VerificationLevel.CONTENT);
        assertThat(proven.id()).isEqualTo(BundleFixture.ID);
        assertThat(proven.manifest().objectCount()).isEqualTo(3);
        assertThat(proven.configurationText(".env")).contains("PIPRIO_VERSION=1.4.0\n");
        assertThat(proven.configurationText("release.yaml")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"db/database.dump", "objects/index.ndjson", "config/0", "config/index.json"})
    void refusesOneFlippedBitAndNamesTheFile(String path) throws IOException {
        BundleFixture.flip(bundle.file(path));

        assertDamaged(path);
    }

    @Test
    void refusesOneFlippedBitInAnyBlob() throws IOException {
        for (Path blob : bundle.blobs()) {
            BundleFixture.flip(blob);

            assertDamaged(blob.getFileName().toString());

            BundleFixture.flip(blob);
        }
        assertThat(verify().level()).isEqualTo(VerificationLevel.CONTENT);
    }

    @Test
    void refusesOneFlippedBitAnywhereInTheManifest() throws IOException {
        byte[] whole = Files.readAllBytes(bundle.file(Manifest.PATH));
        int accepted = 0;
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(bundle.file(Manifest.PATH), damaged);
            try {
                verify();
                accepted++;
            } catch (OperatorException refused) {
                assertThat(refused.code()).isIn(ErrorCode.BUNDLE_DAMAGED, ErrorCode.BUNDLE_VERSION_UNFIT);
            }
        }
        assertThat(accepted).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"db/database.dump", "objects/index.ndjson", "config/0", "config/index.json"})
    void refusesEmptyTruncatedAndMissingFiles(String path) throws IOException {
        byte[] whole = Files.readAllBytes(bundle.file(path));
        for (int length : List.of(0, whole.length / 2, whole.length - 1)) {
            Files.write(bundle.file(path), Arrays.copyOf(whole, length));
            assertDamaged(path, "another size");
        }
        Files.delete(bundle.file(path));
        assertDamaged(path, "is missing");
    }

    @Test
    void refusesAnEmptyDumpEvenWhenTheManifestAgrees() throws IOException {
        Files.write(bundle.file(BundleLayout.DUMP), new byte[0]);
        bundle.seal();

        assertDamaged(BundleLayout.DUMP, "not a dump");
    }

    @Test
    void refusesMissingBlobAndMissingManifest() throws IOException {
        Path blob = bundle.blobs().get(1);
        byte[] content = Files.readAllBytes(blob);
        Files.delete(blob);
        assertDamaged(blob.getFileName().toString(), "is missing");
        DurableFiles.write(blob, content);

        Files.delete(bundle.file(Manifest.PATH));
        assertDamaged("manifest.json", "is missing");
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

        assertDamaged(path, "does not belong");
    }

    @Test
    void refusesExtraBlobsAndExtraDirectories() throws IOException {
        String content = "nobody's content";
        Path blob = bundle.file(BundleLayout.blob(Sha256.of(BundleFixture.bytes(content))));
        DurableFiles.createDirectoryIfMissing(blob.getParent());
        DurableFiles.write(blob, BundleFixture.bytes(content));
        assertDamaged(blob.getFileName().toString(), "in no line");
        Files.delete(blob);
        DurableFiles.createDirectory(bundle.file("db/more"));

        assertDamaged("db/more", "does not belong");
    }

    @Test
    void refusesSwappedFiles() throws IOException {
        Path first = bundle.blobs().get(0);
        Path second = bundle.blobs().get(1);
        Path aside = backups.resolve("aside");
        Files.move(first, aside);
        Files.move(second, first);
        Files.move(aside, second);
        assertDamaged("objects/");
    }

    @Test
    void refusesSymbolicLinksEverywhere() throws IOException {
        for (String path : List.of("manifest.json", "db/database.dump", "config/0", "objects/index.ndjson", "db")) {
            Path file = bundle.file(path);
            Path moved = backups.resolve("moved");
            Files.move(file, moved);
            Files.createSymbolicLink(file, moved);

            assertDamaged(path);

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

        assertDamaged("config/0", "hard link");
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

        assertDamaged(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "db/database.dump", "config/0", "db", "objects", "."})
    void refusesWhatOthersMayRead(String path) throws IOException {
        boolean directory = Files.isDirectory(bundle.file(path));
        Files.setPosixFilePermissions(
                bundle.file(path), PosixFilePermissions.fromString(directory ? "rwxr-x---" : "rw-r--r--"));

        assertDamaged("others than its owner");
    }

    /** A blob may have a name in another bundle; what the manifest names may not. */
    @Test
    void refusesFilesThatItSharesWithTheBundleBesideIt() throws IOException {
        BundleFixture beside = BundleFixture.in(backups, new BundleId("piprio_20261125T081500Z"));
        Files.delete(beside.file("config/0"));
        Files.createLink(beside.file("config/0"), bundle.file("config/0"));

        assertDamaged("config/0", "hard link");
    }

    @Test
    void refusesAManifestWithoutEnd() throws IOException {
        int largest = 4 << 20;
        signedAndPadded(largest);
        assertThat(verify().level()).isEqualTo(VerificationLevel.CONTENT);

        signedAndPadded(largest + 1);
        assertDamaged("manifest.json", "is too large");
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

        assertDamaged("manifest.sig", "is too large");
    }

    @Test
    void refusesABlobInAnothersPlaceWhenTheManifestAgrees() throws IOException {
        Path index = bundle.file(BundleLayout.OBJECT_INDEX);
        List<String> lines = Files.readAllLines(index);
        String first = lines.get(0).replaceAll(".*\"blob\":", "");
        String second = lines.get(1).replaceAll(".*\"blob\":", "");
        Files.writeString(
                index,
                lines.get(0).replace(first, second) + "\n" + lines.get(1).replace(second, first) + "\n" + lines.get(2)
                        + "\n");
        bundle.seal();

        assertDamaged("objects/index.ndjson", "names a blob that is not the content");
    }

    @Test
    void refusesABlobOfAnotherSizeThanItsLineSays() throws IOException {
        Path index = bundle.file(BundleLayout.OBJECT_INDEX);
        String text = Files.readString(index);
        Files.writeString(index, text.replaceFirst("\"size\":14", "\"size\":15"));
        bundle.seal();

        assertDamaged("objects/", "another size");
    }

    /** As a restore does it once the operator has answered. */
    private OperatorException refusalOnceMore(Bundle proven) {
        OperatorException refusal = catchThrowableOfType(
                OperatorException.class, () -> new BundleVerifier(bundle.keys).verifyAgain(proven, Progress.none()));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
        return refusal;
    }

    @Test
    void whatWasProvenIsProvenAgainAsFarAsItWas() {
        Bundle proven = verify();

        assertThat(new BundleVerifier(bundle.keys).verifyAgain(proven, Progress.none()))
                .isEqualTo(proven);
    }

    @Test
    void refusesAnotherManifestInThePlaceOfTheProvenOne() throws IOException {
        Bundle proven = verify();
        bundle.seal(manifest -> ManifestEdit.of(manifest)
                .databaseBytes(manifest.databaseBytes() + 1)
                .done());

        assertThat(refusalOnceMore(proven).problem()).contains("was changed after it was proven");
    }

    @Test
    void refusesAProvenBundleThatLostABlobOrAFile() throws IOException {
        Bundle proven = verify();
        Path blob = bundle.blobs().get(0);
        byte[] content = Files.readAllBytes(blob);
        Files.delete(blob);
        assertThat(refusalOnceMore(proven).problem()).contains("is missing");
        DurableFiles.write(blob, content);

        BundleFixture.flip(bundle.file("config/0"));
        assertThat(refusalOnceMore(proven).problem()).contains("config/0");
    }

    @Test
    void saysHowFarItCame() {
        Set<String> said = Collections.synchronizedSet(new TreeSet<>());

        new BundleVerifier(bundle.keys)
                .verify(
                        bundle.directory,
                        (activity, done, total) -> said.add(activity + (done == total ? " all" : "")));

        assertThat(said).contains("check files", "check files all", "check objects", "check objects all");
    }

    @Test
    void refusesEditedCountsByTheSealOfTheManifest() throws IOException {
        String manifest = Files.readString(bundle.file(Manifest.PATH));
        assertThat(manifest).contains("\"documents\" : 2");
        Files.writeString(bundle.file(Manifest.PATH), manifest.replace("\"documents\" : 2", "\"documents\" : 1"));

        assertDamaged("manifest.json", "was changed");
    }

    @Test
    void refusesCountsOfObjectsThatDoNotFitTheIndex() throws IOException {
        bundle.seal(manifest -> BundleFixture.manifest(manifest.files(), 4, manifest.objectBytes()));
        assertDamaged("objects/index.ndjson", "does not fit");

        bundle.seal(manifest -> BundleFixture.manifest(manifest.files(), 3, manifest.objectBytes() - 1));
        assertDamaged("objects/index.ndjson", "does not fit");
    }

    @Test
    void refusesAnObjectThatIsListedTwice() throws IOException {
        Path index = bundle.file(BundleLayout.OBJECT_INDEX);
        List<String> lines = Files.readAllLines(index);
        Files.writeString(index, lines.get(0) + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        bundle.seal();

        assertDamaged("objects/index.ndjson", "twice");
    }

    @Test
    void refusesAnIndexLineThatWasTakenOut() throws IOException {
        Path index = bundle.file(BundleLayout.OBJECT_INDEX);
        List<String> lines = Files.readAllLines(index);
        Files.writeString(index, lines.get(0) + "\n" + lines.get(1) + "\n");
        bundle.seal();

        assertDamaged("in no line of the index");
    }

    @Test
    void refusesAManifestUnderTheNameOfAnotherBundle() throws IOException {
        Path other = backups.resolve("piprio_20261125T081500Z");
        Files.move(bundle.directory, other, StandardCopyOption.ATOMIC_MOVE);

        OperatorException refusal = catchThrowableOfType(
                OperatorException.class, () -> new BundleVerifier(bundle.keys).verify(other, Progress.none()));
        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
        assertThat(refusal.expected()).isEqualTo(BundleFixture.ID.value());
    }

    @Test
    void saysThatThereIsNoSuchBundle() {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, () -> new BundleVerifier(bundle.keys)
                .verify(backups.resolve("piprio_20200101T000000Z"), Progress.none()));
        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_NOT_FOUND);
    }

    @Test
    void refusesAConfigurationIndexThatNamesAbsentFiles() throws IOException {
        Files.write(
                bundle.file(ConfigurationIndex.PATH),
                ConfigurationIndex.write(List.of(new ConfigurationIndex.Entry(".env", "config/7"))));
        bundle.seal();

        assertDamaged("config/index.json", "config/7");
    }
}
