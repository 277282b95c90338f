package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle is believed for its signature, not for hashes that anybody can compute. */
class BundleTrustTest {
    @TempDir
    Path backups;

    private BundleFixture bundle;

    @BeforeEach
    void writeBundle() throws IOException {
        bundle = BundleFixture.in(backups);
    }

    private Bundle verify(Path directory) {
        return new BundleVerifier(bundle.keys).verify(directory, Progress.none());
    }

    private OperatorException refusal() {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, () -> verify(bundle.directory));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static Manifest edited(Manifest old, int format, UnaryOperator<Map<String, Long>> counts) {
        return ManifestEdit.of(old)
                .format(format)
                .rowCounts(counts.apply(old.rowCounts()))
                .done();
    }

    private static Map<String, Long> fewer(Map<String, Long> counts) {
        Map<String, Long> fewer = new TreeMap<>(counts);
        fewer.put("documents", 1L);
        return fewer;
    }

    @Test
    void saysWhoSigned() {
        String signer = verify(bundle.directory).signer();

        assertThat(signer).isEqualTo(bundle.keys.signing().toString());
        assertThat(bundle.keys.trust().entries()).containsExactly(signer);
    }

    @Test
    void refusesEditedRowCountsWhoseHashFits() throws IOException {
        Manifest edited = edited(bundle.manifest(), Manifest.FORMAT, BundleTrustTest::fewer);
        bundle.write(Manifest.PATH, ManifestFile.write(edited));

        assertThat(refusal().code()).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
        assertThat(refusal().problem()).contains("after it was signed");
    }

    @Test
    void refusesAWholeBundleThatAnotherKeySigned() throws IOException {
        SigningKey stranger = SigningKey.generate();
        bundle.seal(edited(bundle.manifest(), Manifest.FORMAT, BundleTrustTest::fewer), stranger);

        OperatorException refusal = refusal();

        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_UNTRUSTED);
        assertThat(refusal.found()).isEqualTo(stranger.toString());
        assertThat(refusal.expected()).isEqualTo(bundle.keys.signing().toString());

        bundle.keys.trust(stranger.toString());

        assertThat(verify(bundle.directory).signer()).isEqualTo(stranger.toString());
    }

    @Test
    void refusesTheSignatureOfAnotherManifest() throws IOException {
        BundleFixture other = BundleFixture.in(backups, new BundleId("piprio_20261123T081500Z"));
        bundle.write(SignatureFile.PATH, Files.readAllBytes(other.file(SignatureFile.PATH)));

        assertThat(refusal().problem()).contains("after it was signed");
    }

    @Test
    void refusesAnOlderBundlesManifestOverANewerBundle() throws IOException {
        BundleFixture older = BundleFixture.in(backups, new BundleId("piprio_20261123T081500Z"));
        for (String path : List.of(Manifest.PATH, SignatureFile.PATH)) {
            bundle.write(path, Files.readAllBytes(older.file(path)));
        }

        assertThat(refusal().code()).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
        assertThat(refusal().expected()).isEqualTo("piprio_20261123T081500Z");
        assertThat(verify(older.directory).signer()).isNotNull();
    }

    @Test
    void refusesASignatureThatIsMissingOrNone() throws IOException {
        byte[] whole = Files.readAllBytes(bundle.file(SignatureFile.PATH));
        Files.delete(bundle.file(SignatureFile.PATH));
        assertThat(refusal().problem()).contains(SignatureFile.PATH, "is missing");

        for (String content : List.of("", "{}", "x".repeat(5000), new String(whole).replace("Ed25519", "none"))) {
            bundle.write(SignatureFile.PATH, BundleFixture.bytes(content));
            assertThat(refusal().code()).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
        }
        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 1;
            Files.write(bundle.file(SignatureFile.PATH), flipped);
            if (!Character.isWhitespace(whole[i])) {
                assertThat(refusal().code()).isIn(ErrorCode.BUNDLE_DAMAGED, ErrorCode.BUNDLE_UNTRUSTED);
            }
        }
    }

    @Test
    void refusesABundleThatPretendsToBeFromBeforeSignatures() throws IOException {
        bundle.write(Manifest.PATH, ManifestFile.write(edited(bundle.manifest(), 1, BundleTrustTest::fewer)));
        Files.delete(bundle.file(SignatureFile.PATH));

        OperatorException refusal = refusal();

        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_UNTRUSTED);
        assertThat(refusal.found()).startsWith("manifest:");

        bundle.keys.trust(refusal.found());

        assertThat(verify(bundle.directory).signer()).isNull();
    }

    /** Made by the last program that did not sign. */
    private Path formatOne() throws IOException {
        Path source = Path.of("src/test/resources/format-1/piprio_20261124T081500Z");
        Path target = Files.createDirectory(backups.resolve("old")).resolve(source.getFileName());
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                Files.setPosixFilePermissions(
                        copy, PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwx------" : "rw-------"));
            }
        }
        return target;
    }

    @Test
    void believesUnsignedBundlesOfTheTimeBeforeTheKey() throws IOException {
        Path old = formatOne();
        BundleKeys keys = new BundleKeys(backups.resolve("older installation"));
        assertThat(new BundleVerifier(keys).verify(old, Progress.none()).signer())
                .isNull();

        keys.createIfMissing(old.getParent());

        assertThat(new BundleVerifier(keys).verify(old, Progress.none()).signer())
                .isNull();
        BundleFixture.flip(old.resolve("config/0"));
        assertThat(catchThrowableOfType(
                                OperatorException.class, () -> new BundleVerifier(keys).verify(old, Progress.none()))
                        .code())
                .isEqualTo(ErrorCode.BUNDLE_DAMAGED);
    }

    @Test
    void doesNotBelieveAnUnsignedBundleThatCameLater() throws IOException {
        Path old = formatOne();

        OperatorException refusal = catchThrowableOfType(OperatorException.class, () -> verify(old));

        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_UNTRUSTED);
    }

    @Test
    void refusesASignatureBesideAManifestThatNeedsNone() throws IOException {
        Path old = formatOne();
        DurableFiles.write(old.resolve(SignatureFile.PATH), Files.readAllBytes(bundle.file(SignatureFile.PATH)));
        BundleKeys none = new BundleKeys(backups.resolve("older installation"));

        assertThat(catchThrowableOfType(
                                OperatorException.class, () -> new BundleVerifier(none).verify(old, Progress.none()))
                        .problem())
                .contains(SignatureFile.PATH, "does not belong");
    }

    @Test
    void keepsItsKeyAndHidesThePrivateHalf() throws IOException {
        Path installation = backups.resolve("installation");
        String before = Files.readString(installation.resolve(BundleKeys.SIGNING));

        String fingerprint = bundle.keys.createIfMissing(backups);

        assertThat(Files.readString(installation.resolve(BundleKeys.SIGNING))).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(installation.resolve(BundleKeys.SIGNING))))
                .isEqualTo("rw-------");
        assertThat(installation.resolve(BundleKeys.PUBLIC))
                .hasContent(bundle.keys.signing().publicPem());
        assertThat(bundle.keys.signing()).hasToString(fingerprint);
    }

    @Test
    void aLostPrivateHalfIsReplacedAndItsBundlesStayTrusted() throws IOException {
        Files.delete(backups.resolve("installation").resolve(BundleKeys.SIGNING));
        assertThat(verify(bundle.directory).signer()).isNotNull();

        String renewed = bundle.keys.createIfMissing(backups);

        assertThat(verify(bundle.directory).signer()).isNotEqualTo(renewed);
        assertThat(bundle.keys.trust().entries()).hasSize(2).contains(renewed);
    }

    @Test
    void believesTheKeyThatAnOperatorBrings() throws IOException {
        SigningKey there = SigningKey.generate();
        bundle.seal(bundle.manifest(), there);
        assertThat(refusal().remedy()).contains("--trust-key FILE");
        Path file = Files.writeString(backups.resolve("bundle-signing.pub"), there.publicPem());

        assertThat(bundle.keys.trustKey(file)).isEqualTo(there.toString());

        assertThat(verify(bundle.directory).signer()).isEqualTo(there.toString());
    }

    @Test
    void believesNoKeyFileThatIsNoneOrAnothers() throws IOException {
        SigningKey there = SigningKey.generate();
        bundle.seal(bundle.manifest(), there);
        Path file = backups.resolve("bundle-signing.pub");
        assertThat(keyRefusal(file)).isEqualTo(ErrorCode.FILE_UNREADABLE);
        for (String content : List.of("", "no key", there.pem(), "x".repeat(100_000), there.toString())) {
            Files.writeString(file, content);
            assertThat(keyRefusal(file)).isEqualTo(ErrorCode.KEY_UNUSABLE);
        }
        assertThat(keyRefusal(backups)).isEqualTo(ErrorCode.KEY_UNUSABLE);

        Files.writeString(file, SigningKey.generate().publicPem());
        bundle.keys.trustKey(file);

        assertThat(refusal().code()).isEqualTo(ErrorCode.BUNDLE_UNTRUSTED);
    }

    private ErrorCode keyRefusal(Path file) {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, () -> bundle.keys.trustKey(file));
        assertThat(refusal).isNotNull();
        return refusal.code();
    }

    @Test
    void refusesKeysAndEntriesThatAreNone() throws IOException {
        Path installation = backups.resolve("installation");
        assertThat(catchThrowableOfType(OperatorException.class, () -> bundle.keys.trust("ed25519:abc"))
                        .code())
                .isEqualTo(ErrorCode.KEY_UNUSABLE);
        Files.writeString(installation.resolve(BundleKeys.TRUSTED), "# mine\n\ned25519:x\n");
        assertThat(refusal().code()).isEqualTo(ErrorCode.KEY_UNUSABLE);
        Files.writeString(installation.resolve(BundleKeys.TRUSTED), "# mine\n\n");
        assertThat(verify(bundle.directory).signer()).isNotNull();

        String mixed = SigningKey.generate().pem().split("-----BEGIN PUBLIC")[0]
                + SigningKey.generate().publicPem();
        for (String content : Set.of("", "x", mixed, bundle.keys.signing().publicPem())) {
            Files.writeString(installation.resolve(BundleKeys.SIGNING), content);
            assertThat(catchThrowableOfType(OperatorException.class, () -> bundle.keys.createIfMissing(backups))
                            .code())
                    .isEqualTo(ErrorCode.KEY_UNUSABLE);
        }
    }

    @Test
    void aKeyThatIsNoFileOrHasNoEndCannotBeUsed() throws IOException {
        Path signing = backups.resolve("installation").resolve(BundleKeys.SIGNING);
        Files.delete(signing);
        Files.createDirectory(signing);
        assertThat(unusable()).contains("no plain file");

        Files.delete(signing);
        Files.writeString(signing, "x".repeat(1 << 20));
        assertThat(unusable()).doesNotContain("no plain file");
        Files.writeString(signing, "x".repeat((1 << 20) + 1));
        assertThat(unusable()).contains("no plain file");
    }

    private String unusable() {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, () -> bundle.keys.signing());
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.KEY_UNUSABLE);
        return refusal.problem();
    }

    @Test
    void anInstallationWithoutAKeySignsNothing() {
        BundleKeys keys = new BundleKeys(backups.resolve("another"));

        assertThat(keys.fingerprint()).isEmpty();
        assertThat(catchThrowableOfType(OperatorException.class, keys::signing).problem())
                .contains("there is no such file");
    }

    @Test
    void thePublicHalfFollowsThePrivateOne() throws IOException {
        Path published = backups.resolve("installation").resolve(BundleKeys.PUBLIC);
        Files.writeString(published, SigningKey.generate().publicPem());

        String own = bundle.keys.createIfMissing(backups);

        assertThat(bundle.keys.fingerprint()).contains(own);
        assertThat(bundle.keys.trust().entries()).containsExactly(own);
    }

    @Test
    void onlyWholeUnsignedBundlesAreBelievedFromBefore() throws IOException {
        Path old = formatOne();
        Path directory = old.getParent();
        byte[] manifest = Files.readAllBytes(old.resolve(Manifest.PATH));
        DurableFiles.createDirectory(directory.resolve("piprio_20261120T000000Z"));
        Files.writeString(directory.resolve("notes"), "mine");
        Files.move(bundle.directory, directory.resolve("piprio_20261121T000000Z"));
        Files.createSymbolicLink(directory.resolve("piprio_20261122T000000Z"), old);

        assertThat(UnsignedBundles.in(directory)).containsExactly(Trust.unsigned(manifest));
        assertThat(UnsignedBundles.in(directory.resolve("absent"))).isEmpty();

        Files.move(old, directory.resolve("kept by hand"));
        assertThat(UnsignedBundles.in(directory)).isEmpty();
    }
}
