package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierBundleTest {
    private static final BundleId NEWEST = new BundleId("piprio_20261125T081500Z");

    @TempDir
    Path backups;

    private BundleFixture older;
    private BundleFixture newest;

    @BeforeEach
    void writeBundles() throws IOException {
        older = BundleFixture.in(backups);
        newest = BundleFixture.in(backups, NEWEST);
        proven(BundleFixture.ID);
        proven(NEWEST);
    }

    private void proven(BundleId id) {
        new BundleStates(backups).verified(id, VerificationLevel.DECODED, Instant.parse("2026-11-25T09:00:00Z"));
    }

    private Optional<BundleId> earlier(String deployment) {
        return EarlierBundle.of(backups, deployment, newest.keys).map(Bundle::id);
    }

    @Test
    void isTheNewestThatWasProven() throws IOException {
        BundleFixture.in(backups, new BundleId("piprio_20261126T081500Z"));

        assertThat(earlier(BundleFixture.DEPLOYMENT)).contains(NEWEST);
    }

    @Test
    void isFoundWhereTheInstallationKeepsItsBundles() {
        InstallationAccess access = InstallationInTest.own(
                command -> {
                    throw new AssertionError(command);
                },
                backups,
                newest.keys);

        assertThat(EarlierBundle.of(access).map(Bundle::id)).contains(NEWEST);
    }

    @Test
    void directoriesThatAreNoBundlesArePassedOver() throws IOException {
        Files.createDirectory(backups.resolve("piprio_notes"));
        Files.createDirectory(backups.resolve("piprio_20261126T081500Z" + Bundles.PARTIAL));

        assertThat(earlier(BundleFixture.DEPLOYMENT)).contains(NEWEST);
    }

    @Test
    void isNeverOneOfAnotherInstallation() {
        assertThat(earlier("00000000-0000-0000-0000-000000000000")).isEmpty();
    }

    @Test
    void isNotOneThatSomebodyElseSigned() throws IOException {
        newest.seal(newest.manifest(), SigningKey.generate());

        assertThat(earlier(BundleFixture.DEPLOYMENT)).contains(older.manifest().bundle());
    }

    @Test
    void isNotOneWhoseIndexWasChanged() throws IOException {
        BundleFixture.flip(newest.file(BundleLayout.OBJECT_INDEX));
        assertThat(earlier(BundleFixture.DEPLOYMENT)).contains(BundleFixture.ID);

        Files.writeString(older.file(BundleLayout.OBJECT_INDEX), "{}\n", StandardOpenOption.APPEND);
        assertThat(earlier(BundleFixture.DEPLOYMENT)).isEmpty();
    }

    @Test
    void whatCannotBeReadIsPassedOver() throws IOException {
        Files.delete(newest.file(Manifest.PATH));
        Files.writeString(backups.resolve(".state").resolve(BundleFixture.ID + ".verified"), "garbage");

        assertThat(earlier(BundleFixture.DEPLOYMENT)).isEmpty();
        assertThat(EarlierBundle.of(backups.resolve("absent"), BundleFixture.DEPLOYMENT, newest.keys))
                .isEmpty();
    }

    @Test
    void isNotOneUnderAnothersName() throws IOException {
        BundleId other = new BundleId("piprio_20261127T081500Z");
        Files.move(newest.directory, backups.resolve(other.value()));
        proven(other);

        assertThat(earlier(BundleFixture.DEPLOYMENT)).contains(BundleFixture.ID);
    }

    @Test
    void isNotOneBehindALinkOrThatOthersMayRead() throws IOException {
        Path moved = Files.createDirectory(backups.resolve("elsewhere")).resolve(NEWEST.value());
        Files.move(newest.directory, moved);
        Files.createSymbolicLink(newest.directory, moved);
        Files.setPosixFilePermissions(older.directory, PosixFilePermissions.fromString("rwxr-x---"));

        assertThat(earlier(BundleFixture.DEPLOYMENT)).isEmpty();
    }

    @Test
    void isNotOneWhoseIndexIsALink() throws IOException {
        Path index = newest.file(BundleLayout.OBJECT_INDEX);
        Path moved = backups.resolve("moved");
        Files.move(index, moved);
        Files.createSymbolicLink(index, moved);

        assertThat(earlier(BundleFixture.DEPLOYMENT)).contains(BundleFixture.ID);
    }

    @Test
    void isNotOneWhoseIndexOthersMayRead() throws IOException {
        Files.setPosixFilePermissions(
                newest.file(BundleLayout.OBJECT_INDEX), PosixFilePermissions.fromString("rw-r-----"));

        assertThat(earlier(BundleFixture.DEPLOYMENT)).contains(BundleFixture.ID);
    }

    @Test
    void isNotOneWithoutASignatureEvenWhenItIsTrusted() throws IOException {
        byte[] unsigned =
                ManifestFile.write(ManifestEdit.of(newest.manifest()).format(1).done());
        newest.write(Manifest.PATH, unsigned);
        newest.write(SignatureFile.PATH, SignatureFile.write(newest.keys.signing(), unsigned));
        newest.keys.trust(Trust.unsigned(unsigned));

        assertThat(earlier(BundleFixture.DEPLOYMENT)).contains(BundleFixture.ID);
    }

    @Test
    void opensAnEncryptedOne() throws IOException {
        BundleFixture.encryptIn(backups, "correct horse battery staple");
        BundleId id = new BundleId("piprio_20261128T081500Z");
        BundleFixture encrypted = BundleFixture.in(backups, id);
        proven(id);

        Bundle earlier = EarlierBundle.of(backups, BundleFixture.DEPLOYMENT, encrypted.keys)
                .orElseThrow();

        assertThat(earlier.id()).isEqualTo(id);
        assertThat(earlier.configurationText(".env")).contains("PIPRIO_VERSION=1.4.0\n");
        assertThat(earlier.signer()).isEqualTo(encrypted.keys.signing().toString());
    }
}
