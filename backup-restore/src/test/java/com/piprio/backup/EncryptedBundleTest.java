package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of an encrypted bundle can be read without its passphrase, and with it nothing else is needed. */
class EncryptedBundleTest {
    private static final String PASSPHRASE = "correct horse battery staple";

    @TempDir
    Path backups;

    private BundleFixture bundle;

    @BeforeEach
    void writeBundle() throws IOException {
        BundleFixture.encryptIn(backups, PASSPHRASE);
        bundle = BundleFixture.in(backups);
    }

    private Bundle verify() {
        return new BundleVerifier(bundle.keys).verify(bundle.directory, Progress.none());
    }

    private OperatorException refusal() {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, this::verify);
        assertThat(refusal).isNotNull();
        return refusal;
    }

    @Test
    void isProvenAndReadLikeAnyOther() {
        Bundle proven = verify();

        assertThat(proven.level()).isEqualTo(VerificationLevel.CONTENT);
        assertThat(proven.manifest().encrypted()).isTrue();
        assertThat(proven.configurationText(".env")).contains("PIPRIO_VERSION=1.4.0\n");
        Map<String, String> contents = new TreeMap<>();
        ObjectIndex.read(proven.content(BundleLayout.OBJECT_INDEX), entry -> {
            try {
                contents.put(
                        entry.key(),
                        new String(proven.content(entry).bytes(100, entry.blob()), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(contents)
                .containsEntry("a/1", "content of a/1")
                .containsEntry("../x\n", "content of ../x\n")
                .hasSize(3);
        assertThat(proven.toString()).doesNotContain(PASSPHRASE);
    }

    @Test
    void noFileSaysAnythingOfTheData() throws IOException {
        try (Stream<Path> files = Files.walk(bundle.directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("content of", "PGDMP", "PIPRIO_VERSION", PASSPHRASE);
            }
        }
    }

    @Test
    void isRefusedWithAnotherPassphraseAndWithoutOne() throws IOException {
        BundleFixture.encryptIn(backups, "another horse battery staple");
        assertThat(refusal().code()).isEqualTo(ErrorCode.BUNDLE_LOCKED);
        assertThat(refusal().found()).isEqualTo("the passphrase here is another one");

        Files.delete(backups.resolve("installation").resolve(BundleEncryption.PASSPHRASE));
        assertThat(refusal().code()).isEqualTo(ErrorCode.BUNDLE_LOCKED);
        assertThat(refusal().found()).contains("no passphrase");
    }

    @Test
    void opensOnAnotherHostWithThePassphraseAlone() throws IOException {
        Files.delete(backups.resolve("installation").resolve(BundleEncryption.HEADER));

        assertThat(verify().configurationText(".env")).isPresent();
    }

    @Test
    void refusesAnEditedHeader() throws IOException {
        String header = Files.readString(bundle.file(EncryptionHeader.PATH));
        bundle.write(
                EncryptionHeader.PATH,
                BundleFixture.bytes(header.replace("\"parallelism\" : 1", "\"parallelism\" : 2")));

        assertThat(refusal().code()).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
    }

    @Test
    void refusesAHeaderThatWouldTakeAllMemory() throws IOException {
        String header = Files.readString(bundle.file(EncryptionHeader.PATH));
        for (String[] edit : new String[][] {
            {"\"memoryKib\" : 32768", "\"memoryKib\" : 999999999"},
            {"\"memoryKib\" : 32768", "\"memoryKib\" : 0"},
            {"\"iterations\" : 4", "\"iterations\" : 0"},
            {"argon2id", "none"},
        }) {
            String edited = header.replace(edit[0], edit[1]);
            assertThat(edited).isNotEqualTo(header);
            assertThat(catchThrowableOfType(
                                    OperatorException.class, () -> EncryptionHeader.read(BundleFixture.bytes(edited)))
                            .code())
                    .isEqualTo(ErrorCode.BUNDLE_DAMAGED);
        }
    }

    @Test
    void anInstallationKeepsItsKeyAndRefusesAPassphraseThatDoesNotFitIt() throws IOException {
        BundleCipher cipher = bundle.keys.encryption().choose().orElseThrow().cipher();
        assertThat(new BundleKeys(backups.resolve("installation"))
                        .encryption()
                        .choose()
                        .orElseThrow()
                        .cipher()
                        .sameAs(cipher))
                .isTrue();

        BundleFixture.encryptIn(backups, "another horse battery staple");
        assertThat(unusable()).contains("has no passphrase of");
    }

    @Test
    void aNewPassphraseBeginsANewKeyAndTheFormerOneStillOpensWhatItDid() throws IOException {
        BundleCipher former = bundle.keys.encryption().choose().orElseThrow().cipher();
        BundleFixture.encryptIn(backups, "another horse battery staple\n\n" + PASSPHRASE);

        BundleCipher now = bundle.keys.encryption().choose().orElseThrow().cipher();

        assertThat(now.sameAs(former)).isFalse();
        assertThat(bundle.keys.encryption().choose().orElseThrow().cipher().sameAs(now))
                .isTrue();
        assertThat(verify().level()).isEqualTo(VerificationLevel.CONTENT);
    }

    /** Each time costs a good part of a second. */
    @Test
    void whatAPassphraseOpenedOnceIsNotOpenedAgain() throws IOException {
        byte[] header = Files.readAllBytes(bundle.file(EncryptionHeader.PATH));

        BundleCipher cipher = bundle.keys.encryption().open(header);

        assertThat(bundle.keys.encryption().open(header)).isSameAs(cipher);
        assertThat(bundle.keys.encryption().choose().orElseThrow().cipher()).isSameAs(cipher);
    }

    private String unusable() {
        OperatorException refusal = catchThrowableOfType(
                OperatorException.class, () -> bundle.keys.encryption().choose());
        assertThat(refusal.code()).isEqualTo(ErrorCode.KEY_UNUSABLE);
        return refusal.problem();
    }

    @Test
    void refusesAPassphraseThatIsShortOrThatOthersMayRead() throws IOException {
        BundleFixture.encryptIn(backups, "too short");
        assertThat(unusable()).contains("less than 12");

        BundleFixture.encryptIn(backups, PASSPHRASE);
        Files.setPosixFilePermissions(
                backups.resolve("installation").resolve(BundleEncryption.PASSPHRASE),
                PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(unusable()).contains("others than its owner");
    }

    /** As the page about encryption says: a Java, one file, and a library that is not ours. */
    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void opensWithTheRecipeThatNeedsNothingOfOurs() throws Exception {
        Path passphrase = backups.resolve("installation").resolve(BundleEncryption.PASSPHRASE);
        Path opened = backups.resolve("opened");
        Path library = Path.of(Argon2BytesGenerator.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Process recipe = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        library.toString(),
                        "../docs/operations/OpenBundle.java",
                        bundle.directory.toString(),
                        passphrase.toString(),
                        opened.toString())
                .inheritIO()
                .start();
        assertThat(recipe.waitFor(110, TimeUnit.SECONDS)).isTrue();
        assertThat(recipe.exitValue()).isZero();

        assertThat(opened.resolve("db/database.dump")).hasContent("PGDMP and the rest of a dump");
        assertThat(opened.resolve("config/0")).hasContent("PIPRIO_VERSION=1.4.0\n");
        assertThat(Files.readString(opened.resolve("config/index.json"))).contains(".env");
        ObjectIndex.read(Content.of(opened.resolve(BundleLayout.OBJECT_INDEX)), entry -> {
            assertThat(opened.resolve(entry.blob())).hasContent("content of " + entry.key());
        });
    }

    @Test
    void aPassphraseHasALeastAndALargestLength() throws IOException {
        BundleFixture.encryptIn(backups, "x".repeat(11));
        assertThat(unusable()).contains("less than 12");

        BundleFixture.encryptIn(backups, "  \n");
        assertThat(unusable()).contains("less than 12");

        BundleFixture.encryptIn(backups, "x".repeat(12) + "\n" + PASSPHRASE + "   ");
        assertThat(bundle.keys.encryption().choose()).isPresent();

        BundleFixture.encryptIn(backups, "x".repeat(4095));
        assertThat(unusable()).contains("has no passphrase of");
        BundleFixture.encryptIn(backups, "x".repeat(4096));
        assertThat(unusable()).isEqualTo("config/bundle-passphrase cannot be used: it is too long");
    }

    @Test
    void aPassphraseBehindALinkIsNotRead() throws IOException {
        Path file = backups.resolve("installation").resolve(BundleEncryption.PASSPHRASE);
        Path moved = backups.resolve("moved");
        Files.move(file, moved);
        Files.createSymbolicLink(file, moved);

        assertThat(unusable()).contains("symbolic link");
    }

    @Test
    void withoutAPassphraseNothingIsEncrypted() throws IOException {
        assertThat(new BundleKeys(backups.resolve("another")).encryption().choose())
                .isEmpty();
    }
}
