package com.piprio.backup;

import static com.piprio.backup.Verifying.assertDamaged;
import static com.piprio.backup.Verifying.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bundle is what its manifest says, to the last bit, or it is refused. */
class BundleVerifierTest {
    @TempDir
    Path backups;

    private BundleFixture bundle;

    @BeforeEach
    void writeBundle() throws IOException {
        bundle = BundleFixture.in(backups);
    }

    @Test
    void acceptsWhatWasWritten() {
        Bundle proven = verify(bundle);

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

        assertDamaged(bundle, path);
    }

    @Test
    void refusesOneFlippedBitInAnyBlob() throws IOException {
        for (Path blob : bundle.blobs()) {
            BundleFixture.flip(blob);

            assertDamaged(bundle, blob.getFileName().toString());

            BundleFixture.flip(blob);
        }
        assertThat(verify(bundle).level()).isEqualTo(VerificationLevel.CONTENT);
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
                verify(bundle);
                accepted++;
            } catch (OperatorException refused) {
                assertThat(refused.code()).isIn(ErrorCode.BUNDLE_DAMAGED, ErrorCode.BUNDLE_VERSION_UNFIT);
            }
        }
        assertThat(accepted).isZero();
    }

    @Test
    void refusesAnEmptyDumpEvenWhenTheManifestAgrees() throws IOException {
        Files.write(bundle.file(BundleLayout.DUMP), new byte[0]);
        bundle.seal();

        assertDamaged(bundle, BundleLayout.DUMP, "not a dump");
    }

    @Test
    void refusesSwappedFiles() throws IOException {
        Path first = bundle.blobs().get(0);
        Path second = bundle.blobs().get(1);
        Path aside = backups.resolve("aside");
        Files.move(first, aside);
        Files.move(second, first);
        Files.move(aside, second);
        assertDamaged(bundle, "objects/");
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

        assertDamaged(bundle, "objects/index.ndjson", "names a blob that is not the content");
    }

    @Test
    void refusesABlobOfAnotherSizeThanItsLineSays() throws IOException {
        Path index = bundle.file(BundleLayout.OBJECT_INDEX);
        String text = Files.readString(index);
        Files.writeString(index, text.replaceFirst("\"size\":14", "\"size\":15"));
        bundle.seal();

        assertDamaged(bundle, "objects/", "another size");
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
        Bundle proven = verify(bundle);

        assertThat(new BundleVerifier(bundle.keys).verifyAgain(proven, Progress.none()))
                .isEqualTo(proven);
    }

    @Test
    void refusesAnotherManifestInThePlaceOfTheProvenOne() throws IOException {
        Bundle proven = verify(bundle);
        bundle.seal(manifest -> ManifestEdit.of(manifest)
                .databaseBytes(manifest.databaseBytes() + 1)
                .done());

        assertThat(refusalOnceMore(proven).problem()).contains("was changed after it was proven");
    }

    @Test
    void refusesAProvenBundleThatLostABlobOrAFile() throws IOException {
        Bundle proven = verify(bundle);
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

        assertDamaged(bundle, "manifest.json", "was changed");
    }

    @Test
    void refusesCountsOfObjectsThatDoNotFitTheIndex() throws IOException {
        bundle.seal(manifest -> BundleFixture.manifest(manifest.files(), 4, manifest.objectBytes()));
        assertDamaged(bundle, "objects/index.ndjson", "does not fit");

        bundle.seal(manifest -> BundleFixture.manifest(manifest.files(), 3, manifest.objectBytes() - 1));
        assertDamaged(bundle, "objects/index.ndjson", "does not fit");
    }

    @Test
    void refusesAnObjectThatIsListedTwice() throws IOException {
        Path index = bundle.file(BundleLayout.OBJECT_INDEX);
        List<String> lines = Files.readAllLines(index);
        Files.writeString(index, lines.get(0) + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        bundle.seal();

        assertDamaged(bundle, "objects/index.ndjson", "twice");
    }

    @Test
    void refusesAnIndexLineThatWasTakenOut() throws IOException {
        Path index = bundle.file(BundleLayout.OBJECT_INDEX);
        List<String> lines = Files.readAllLines(index);
        Files.writeString(index, lines.get(0) + "\n" + lines.get(1) + "\n");
        bundle.seal();

        assertDamaged(bundle, "in no line of the index");
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
    void refusesAConfigurationIndexThatNamesAbsentFiles() throws IOException {
        Files.write(
                bundle.file(ConfigurationIndex.PATH),
                ConfigurationIndex.write(List.of(new ConfigurationIndex.Entry(".env", "config/7"))));
        bundle.seal();

        assertDamaged(bundle, "config/index.json", "config/7");
    }
}
