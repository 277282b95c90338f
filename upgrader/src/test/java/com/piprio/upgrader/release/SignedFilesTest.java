package com.piprio.upgrader.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedFilesTest {
    @TempDir
    private Path directory;

    private final Publisher publisher = new Publisher();
    private Path folder;

    @BeforeEach
    void signARelease() throws IOException {
        publisher.trustedBy(directory);
        folder = directory.resolve("release");
        Files.createDirectories(folder.resolve("catalogue/1.4.0"));
        Files.writeString(folder.resolve("release.yaml"), "version: 1.5.0\n");
        Files.writeString(folder.resolve("catalogue/1.4.0/release.yaml"), "version: 1.4.0\n");
        publisher.sign(folder);
    }

    private void verify() throws IOException {
        SignedFiles.verify(folder, new ReleaseKeys(directory));
    }

    private OperatorException refusal() {
        return assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(this::verify)
                .actual();
    }

    @Test
    void believesWhatATrustedPublisherSigned() {
        assertThatCode(this::verify).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "release.yaml, release.yaml was changed",
        "catalogue/1.4.0/release.yaml, catalogue/1.4.0/release.yaml was changed",
        "manifest.sha256, manifest.sha256 is not what was signed",
        "more.yaml, more.yaml was added"
    })
    void refusesAnotherByteAnywhere(String name, String found) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, (Files.exists(file) ? Files.readString(file) : "") + " ");

        assertThat(refusal().code()).isEqualTo(ErrorCode.RELEASE_ALTERED);
        assertThat(refusal().found()).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "release.yaml, release.yaml is missing",
        "catalogue/1.4.0/release.yaml, catalogue/1.4.0/release.yaml is missing",
        "manifest.sha256, manifest.sha256 is not what was signed"
    })
    void refusesAFileThatIsMissing(String name, String found) throws IOException {
        Files.delete(folder.resolve(name));

        assertThat(refusal().code()).isEqualTo(ErrorCode.RELEASE_ALTERED);
        assertThat(refusal().found()).isEqualTo(found);
    }

    @Test
    void refusesALinkInPlaceOfAFile() throws IOException {
        Path file = folder.resolve("release.yaml");
        Path elsewhere = Files.move(file, directory.resolve("elsewhere.yaml"));
        Files.createSymbolicLink(file, elsewhere);

        assertThat(refusal().code()).isEqualTo(ErrorCode.RELEASE_ALTERED);
        assertThat(refusal().found()).startsWith("release.yaml is no plain file");
    }

    @Test
    void refusesAFileThatIsTooLargeWithoutReadingIt() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("release.yaml").toFile(), "rw")) {
            file.setLength(1L << 40);
        }

        assertThat(refusal().code()).isEqualTo(ErrorCode.RELEASE_ALTERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "deadbeef  release.yaml", "../release.yaml"})
    void refusesAManifestOfAnotherFormEvenSigned(String line) throws IOException {
        publisher.sign(folder, line + "\n");

        assertThat(refusal().code()).isEqualTo(ErrorCode.RELEASE_ALTERED);
        assertThat(refusal().found()).isEqualTo("manifest.sha256 has a line that is none of its form");
    }

    @Test
    void refusesASignatureThatIsMissing() throws IOException {
        Files.delete(folder.resolve("manifest.sig"));

        assertThat(refusal().code()).isEqualTo(ErrorCode.RELEASE_UNTRUSTED);
        assertThat(refusal().found()).isEqualTo("no manifest.sig");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"algorithm\":\"none\",\"publicKey\":\"\",\"signature\":\"\"}"})
    void refusesASignatureThatIsNone(String content) throws IOException {
        Files.writeString(folder.resolve("manifest.sig"), content);

        assertThat(refusal().code()).isEqualTo(ErrorCode.RELEASE_UNTRUSTED);
    }

    @Test
    void refusesAForeignSignatureAndNamesItsKey() throws IOException {
        Publisher stranger = new Publisher();
        Files.delete(folder.resolve("manifest.sha256"));
        Files.delete(folder.resolve("manifest.sig"));
        stranger.sign(folder);

        assertThat(refusal().code()).isEqualTo(ErrorCode.RELEASE_UNTRUSTED);
        assertThat(refusal().expected()).isEqualTo(publisher.fingerprint());
        assertThat(refusal().found()).isEqualTo(stranger.fingerprint());
    }

    @Test
    void refusesAForeignSignatureThatNamesATrustedKey() throws IOException {
        String trusted = Files.readString(folder.resolve("manifest.sig"));
        Files.delete(folder.resolve("manifest.sha256"));
        Files.delete(folder.resolve("manifest.sig"));
        Files.writeString(folder.resolve("release.yaml"), "version: 1.6.0\n");
        new Publisher().sign(folder);
        String foreign = Files.readString(folder.resolve("manifest.sig"));
        String own = trusted.replaceAll("(?s).*(\"publicKey\"[^,]*),.*", "$1");
        Files.writeString(folder.resolve("manifest.sig"), foreign.replaceAll("\"publicKey\"[^,]*", own));

        assertThat(refusal().code()).isEqualTo(ErrorCode.RELEASE_ALTERED);
    }

    @Test
    void aKeyIsExchangedByTrustingBothForAWhile() throws IOException {
        Publisher next = new Publisher().trustedBy(directory);
        assertThatCode(this::verify).doesNotThrowAnyException();

        Files.delete(folder.resolve("manifest.sha256"));
        Files.delete(folder.resolve("manifest.sig"));
        next.sign(folder);
        assertThatCode(this::verify).doesNotThrowAnyException();
    }

    @Test
    void aKeyThatWasRemovedIsNotTrusted() throws IOException {
        Path keys = directory.resolve(ReleaseKeys.FOLDER);
        Files.move(keys, directory.resolve("removed"));

        assertThat(refusal().code()).isEqualTo(ErrorCode.RELEASE_UNTRUSTED);
        assertThat(refusal().expected()).contains("config/release-keys, where there is none");
    }

    @Test
    void aKeyFileThatHoldsNoneIsNamed() throws IOException {
        Files.writeString(directory.resolve(ReleaseKeys.FOLDER).resolve("next.pub"), "-----BEGIN PUBLIC KEY-----");

        assertThat(refusal().code()).isEqualTo(ErrorCode.RELEASE_UNTRUSTED);
        assertThat(refusal().expected()).endsWith("config/release-keys/next.pub");
        assertThat(refusal().found()).isEqualTo("it holds no public key");
    }
}
