package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.piprio.operator.ErrorCode;
import com.piprio.upgrader.InstallationDirectory;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.InstallationLock;
import com.piprio.upgrader.installation.LockHolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does with bundles, as far as it gets without Docker. */
class BundleCommandsTest {
    private static final String BUNDLE = "piprio_20261124T081500Z";

    @TempDir
    private Path directory;

    private final Listening line = new Listening();

    @Test
    void anUnknownBundleIsNeitherVerifiedNorRestored() throws IOException {
        InstallationDirectory.in(directory);

        line.assertRefused(line.runIn(directory, "verify-backup", BUNDLE), 3, ErrorCode.BUNDLE_NOT_FOUND);
        assertThat(line.runIn(directory, "restore", BUNDLE)).isEqualTo(3);
        assertThat(line.runIn(directory, "restore", "yesterday")).isEqualTo(3);
        assertThat(directory.resolve(".piprio")).doesNotExist();
    }

    @Test
    void aBundleThatLacksFilesDoesNotVerify() throws IOException {
        Installation installation = InstallationDirectory.in(directory);
        PreparedBundle.in(installation.backups(), BUNDLE);

        line.assertRefused(line.runIn(directory, "verify-backup", BUNDLE), 3, ErrorCode.BUNDLE_DAMAGED);
    }

    @Test
    void aKeyThatIsNoneIsNotTrusted() throws IOException {
        Installation installation = InstallationDirectory.in(directory);
        PreparedBundle.in(installation.backups(), BUNDLE);
        Path file = directory.resolve("bundle-signing.pub");

        line.assertRefused(
                line.runIn(directory, "verify-backup", BUNDLE, "--trust-key", file.toString()),
                3,
                ErrorCode.FILE_UNREADABLE);

        Files.writeString(file, "no key");
        Listening again = new Listening();
        assertThat(again.runIn(directory, "restore", BUNDLE, "--adopt-from", "there", "--trust-key", file.toString()))
                .isEqualTo(3);
        assertThat(again.err()).startsWith("ERROR " + ErrorCode.KEY_UNUSABLE.code() + "  ");
        assertThat(directory.resolve("config/bundle-trust")).doesNotExist();
    }

    @Test
    void aRestoreGoesToABundleOrBackAndNotBoth() throws IOException {
        InstallationDirectory.in(directory);

        assertThat(line.runIn(directory, "restore")).isEqualTo(2);
        assertThat(line.runIn(directory, "restore", BUNDLE, "--undo")).isEqualTo(2);
    }

    @Test
    void bundlesAreListedNewestFirstAndBrokenOnesSaySo() throws IOException {
        Installation installation = InstallationDirectory.in(directory);
        PreparedBundle.in(installation.backups(), BUNDLE);
        Files.createDirectories(installation.backups().resolve("piprio_20261125T081500Z"));
        Files.createDirectories(installation.backups().resolve("piprio_20261126T081500Z.partial"));

        assertThat(line.runIn(directory, "backups")).isZero();

        List<String> rows =
                line.out().lines().filter(row -> !row.startsWith("WARNING ")).toList();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).startsWith("piprio_20261125T081500Z  BROKEN: ");
        assertThat(rows.get(1))
                .isEqualTo(BUNDLE + "  release 1.4.0  schema 1.4.0.4  7.0 KiB  not proven  never drilled");
        assertThat(line.out()).contains("WARNING the last restore for practice was never: ");
    }

    @Test
    void bundlesAsJson() throws IOException {
        Installation installation = InstallationDirectory.in(directory);
        PreparedBundle.in(installation.backups(), BUNDLE);
        Files.createDirectories(installation.backups().resolve("piprio_20261125T081500Z"));

        assertThat(line.runIn(directory, "backups", "--output", "json")).isZero();

        JsonNode bundles = new ObjectMapper().readTree(line.out()).get("bundles");
        assertThat(bundles).hasSize(2);
        assertThat(bundles.get(0).get("problem").isTextual()).isTrue();
        assertThat(bundles.get(1))
                .hasToString(
                        "{\"id\":\"" + BUNDLE + "\",\"release\":\"1.4.0\",\"schema\":\"1.4.0.4\","
                                + "\"createdAt\":\"2026-11-24T08:15:00Z\",\"bytes\":7168,\"problem\":null,"
                                + "\"provenAt\":null,\"provenLevel\":null,\"drilledAt\":null,\"drillProblem\":null,\"pins\":[]}");
    }

    @Test
    void withoutBundlesTheListSaysHowToTakeOne() throws IOException {
        InstallationDirectory.in(directory);

        assertThat(line.runIn(directory, "backups")).isZero();
        assertThat(line.out()).isEqualTo("No bundle yet. Take one: scripts/backup.sh\n");
    }

    @Test
    void aPinIsSetAndTakenBack() throws IOException {
        Installation installation = InstallationDirectory.in(directory);
        PreparedBundle.in(installation.backups(), BUNDLE);

        assertThat(line.runIn(directory, "backups", "pin", BUNDLE)).isZero();
        assertThat(line.runIn(directory, "backups", "list")).isZero();
        assertThat(line.out()).contains("never drilled  pinned: operator");
        assertThat(line.runIn(directory, "backups", "unpin", BUNDLE)).isZero();
        assertThat(line.out()).contains("Bundle " + BUNDLE + " is not pinned.");
    }

    @Test
    void aBundleThatIsNotThereCannotBePinned() throws IOException {
        InstallationDirectory.in(directory);

        line.assertRefused(
                line.runIn(directory, "backups", "pin", "piprio_20200101T000000Z"), 3, ErrorCode.BUNDLE_NOT_FOUND);
    }

    @Test
    void pruningDeletesNothingOfAForeignInstallationAndNothingInADryRun() throws IOException {
        Installation installation = InstallationDirectory.in(directory);
        Path bundle = PreparedBundle.in(installation.backups(), BUNDLE);

        assertThat(line.runIn(directory, "backups", "prune", "--dry-run")).isZero();
        assertThat(line.out()).contains("Nothing was changed.");
        assertThat(line.runIn(directory, "backups", "prune")).isZero();
        assertThat(bundle).isDirectory();
    }

    @Test
    void pruningIsRefusedWhileAnotherRunHoldsTheLock() throws IOException {
        Installation installation = InstallationDirectory.in(directory);
        PreparedBundle.in(installation.backups(), BUNDLE);
        try (InstallationLock lock = InstallationLock.acquire(
                installation.state(), LockHolder.of("upgrade", Instant.parse("2026-11-24T08:15:00Z")))) {
            line.assertRefused(line.runIn(directory, "backups", "prune"), 6, ErrorCode.LOCK_HELD);
        }
    }
}
