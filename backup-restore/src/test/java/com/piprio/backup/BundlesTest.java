package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundlesTest {
    @TempDir
    Path backups;

    @Test
    void listsTheNewestFirstAndSaysWhatIsWrong() throws IOException {
        BundleFixture.in(backups);
        DurableFiles.createDirectory(backups.resolve("piprio_20261125T000000Z"));
        DurableFiles.createDirectory(backups.resolve("piprio_20261126T000000Z.partial"));
        Files.createDirectory(backups.resolve("notes"));

        List<BundleListing> list = new Bundles(backups).list();

        assertThat(list)
                .extracting(listing -> listing.id().value())
                .containsExactly("piprio_20261125T000000Z", "piprio_20261124T081500Z");
        assertThat(list.get(0).bundle()).isNull();
        assertThat(list.get(0).problem()).contains("manifest.json", "missing");
        assertThat(list.get(1).bundle().level()).isEqualTo(VerificationLevel.FILES);
        assertThat(list.get(1).problem()).isNull();
    }

    @Test
    void listsNothingWhereNothingIs() {
        assertThat(new Bundles(backups.resolve("absent")).list()).isEmpty();
    }

    @Test
    void saysWhoseManifestLiesUnderAnothersName() throws IOException {
        BundleFixture bundle = BundleFixture.in(backups);
        Files.move(bundle.directory, backups.resolve("piprio_20261125T000000Z"));

        BundleListing listing = new Bundles(backups).list().get(0);

        assertThat(listing.bundle()).isNull();
        assertThat(listing.problem()).isEqualTo("its manifest is that of piprio_20261124T081500Z");
    }

    @Test
    void saysWhatIsWrongWithABlobThatItDoesNotRead() throws IOException {
        BundleFixture bundle = BundleFixture.in(backups);
        Path blob = bundle.blobs().get(0);
        Files.setPosixFilePermissions(blob, PosixFilePermissions.fromString("rw-r-----"));

        BundleListing listing = new Bundles(backups).listing(BundleFixture.ID);

        assertThat(listing.bundle()).isNull();
        assertThat(listing.problem()).contains(blob.getFileName().toString(), "others than its owner");
    }

    @Test
    void doesNotReadThroughALinkToABundle() throws IOException {
        BundleFixture bundle = BundleFixture.in(Files.createDirectory(backups.resolve("elsewhere")));
        Files.createSymbolicLink(backups.resolve(BundleFixture.ID.value()), bundle.directory);

        assertThat(new Bundles(backups).listing(BundleFixture.ID).problem()).contains("symbolic link");
    }

    @Test
    void saysThatABundleCannotBeReadAndListsTheOthers() throws IOException {
        assumeFalse(System.getProperty("user.name").equals("root"), "root reads everything");
        BundleFixture bundle = BundleFixture.in(backups);
        BundleFixture.in(backups, new BundleId("piprio_20261125T000000Z"));
        Files.setPosixFilePermissions(bundle.directory, PosixFilePermissions.fromString("---------"));
        try {
            List<BundleListing> list = new Bundles(backups).list();

            assertThat(list.get(0).problem()).isNull();
            assertThat(list.get(1).bundle()).isNull();
            assertThat(list.get(1).problem()).contains(bundle.directory.toString());
        } finally {
            Files.setPosixFilePermissions(bundle.directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void oneThatIsNotThereIsNotFound() {
        OperatorException refusal =
                catchThrowableOfType(OperatorException.class, () -> new Bundles(backups).listing(BundleFixture.ID));

        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_NOT_FOUND);
    }

    @Test
    void whatAnInterruptedDeletionLeftDoesNotStandInTheWayOfAnother() throws IOException {
        BundleFixture.in(backups);
        Path trash = Files.createDirectories(
                backups.resolve(".trash-" + BundleFixture.ID).resolve("db"));
        new BundleStates(backups).verified(BundleFixture.ID, VerificationLevel.CONTENT, Instant.EPOCH);

        new Bundles(backups).remove(BundleFixture.ID);

        assertThat(trash.getParent()).doesNotExist();
        assertThat(new Bundles(backups).list()).isEmpty();
        assertThat(new BundleStates(backups).of(BundleFixture.ID).verified()).isNull();
    }

    @Test
    void whereNothingIsNothingIsDeleted() {
        new Bundles(backups.resolve("absent")).emptyTrash();

        assertThat(backups.resolve("absent")).doesNotExist();
    }
}
