package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.piprio.operator.ErrorCode;
import com.piprio.upgrader.InstallationDirectory;
import com.piprio.upgrader.installation.History;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.InstallationLock;
import com.piprio.upgrader.installation.LockHolder;
import com.piprio.upgrader.installation.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The whole command line, as far as it gets without Docker: exit codes and what the operator reads. */
class CommandLineTest {
    private static final String BUNDLE = "piprio_20261124T081500Z";

    @TempDir
    private Path directory;

    private final Listening line = new Listening();

    private void assertRefused(int exitCode, int expected, ErrorCode code) {
        assertThat(exitCode).as(line.err()).isEqualTo(expected);
        assertThat(line.err()).startsWith("ERROR " + code.code() + "  ").contains("\n  do        ");
        assertThat(line.out()).isEmpty();
    }

    private static String[] words(String arguments) {
        return arguments.split(" ");
    }

    // What is typed

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--unknown",
                "upgrade --unknown",
                "upgrade 1.5.0 1.6.0",
                "upgrade --worker-pause 5",
                "upgrade --health-budget soon",
                "upgrade --on-failure panic",
                "status --output xml",
                "check --output xml",
                "check 1.5.0 1.6.0",
                "dance",
                "install --version 1.5.0",
                "restore",
                "restore --undo --adopt-from somebody",
                "verify-backup"
            })
    void whatIsNotUnderstoodIsUsage(String arguments) {
        assertThat(line.runIn(directory, words(arguments))).isEqualTo(2);

        assertThat(line.err()).containsAnyOf("Usage: upgrader", "Did you mean");
        assertThat(line.out()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--domain=",
                "--domain=docs.example.com/path",
                "--http-port=0",
                "--http-port=65536",
                "--http-port=http",
                "--http-address=::1",
                "--project=My_Project",
                "--worker-replicas=0",
                "--worker-replicas=100"
            })
    void anInstallWithAWrongValueWritesNothing(String option) throws IOException {
        Files.writeString(directory.resolve(Installation.COMPOSE_FILE), "services: {}\n");
        List<String> arguments = new ArrayList<>(
                List.of("install", "--version=1.5.0", "--domain=docs.example.com", "--registry=registry.example.com"));
        arguments.removeIf(argument -> argument.startsWith(option.substring(0, option.indexOf('='))));
        arguments.add(option);

        assertThat(line.runIn(directory, arguments.toArray(String[]::new))).isEqualTo(2);

        assertThat(line.err()).contains(option.substring(0, option.indexOf('=')));
        assertThat(directory.resolve(".env")).doesNotExist();
    }

    @Test
    void anInstallWithAWrongRegistryWritesNothing() throws IOException {
        Files.writeString(directory.resolve(Installation.COMPOSE_FILE), "services: {}\n");

        int exitCode = line.runIn(
                directory, words("install --version 1.5.0 --domain docs.example.com --registry https://example.com"));

        assertRefused(exitCode, 3, ErrorCode.ENV_VALUE_INVALID);
        assertThat(directory.resolve(".env")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"upgrade latest", "check v1.5.0", "plan v1.5.0", "plan 1.5 --output json"})
    void aVersionThatIsNoneIsRefused(String arguments) throws IOException {
        InstallationDirectory.in(directory);

        assertRefused(line.runIn(directory, words(arguments)), 3, ErrorCode.RELEASE_UNKNOWN);
    }

    @Test
    void withoutACommandThereIsHelp() {
        assertThat(line.run("--help")).isZero();
        assertThat(line.out()).contains("upgrade", "rollback", "verify-backup", "Exit codes: 0 the target runs");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpExplainsEveryOption(String command) {
        CommandLine subcommand = line.commandLine().getSubcommands().get(command);
        assertThat(line.run(command, "--help")).isZero();

        assertThat(subcommand.getCommandSpec().usageMessage().description())
                .as("description of " + command)
                .isNotEmpty();
        for (OptionSpec option : subcommand.getCommandSpec().options()) {
            assertThat(line.out()).contains(option.longestName());
            assertThat(option.description()).as(option.longestName()).isNotEmpty();
        }
    }

    static Stream<String> commands() {
        return new Listening().commandLine().getSubcommands().keySet().stream();
    }

    // The installation

    static Stream<String> commandsOnAnInstallation() {
        return Stream.of(
                "upgrade",
                "upgrade 1.5.0",
                "check",
                "plan",
                "resume",
                "rollback",
                "status",
                "backup",
                "restore " + BUNDLE,
                "verify-backup " + BUNDLE,
                "finalize",
                "backups",
                "history");
    }

    @ParameterizedTest
    @MethodSource("commandsOnAnInstallation")
    void aDirectoryWithoutEnvironmentIsRefused(String arguments) {
        assertRefused(line.runIn(directory, words(arguments)), 3, ErrorCode.ENV_FILE_MISSING);
        assertThat(line.err()).contains(directory.resolve(".env").toString()).contains("state     nothing was changed");
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("commandsOnAnInstallation")
    void anInstallationWithoutComposeFileIsRefused(String arguments) throws IOException {
        InstallationDirectory.in(directory);
        Files.delete(directory.resolve(Installation.COMPOSE_FILE));

        assertRefused(line.runIn(directory, words(arguments)), 3, ErrorCode.COMPOSE_FILE_MISSING);
    }

    @ParameterizedTest
    @MethodSource("commandsOnAnInstallation")
    void anInstallationOfNoReleaseIsRefused(String arguments) throws IOException {
        InstallationDirectory.in(directory);
        Files.writeString(directory.resolve(".env"), InstallationDirectory.environmentWith("PIPRIO_VERSION", "latest"));

        assertRefused(line.runIn(directory, words(arguments)), 3, ErrorCode.ENV_VALUE_INVALID);
    }

    @Test
    void theDirectoryMayBeNamedAfterTheCommandToo() throws IOException {
        InstallationDirectory.in(directory);

        assertThat(line.run("history", "-C", directory.toString())).isZero();
    }

    @Test
    void aDirectoryWithoutAKitIsNotInstalled() {
        int exitCode = line.runIn(
                directory, words("install --version 1.5.0 --domain docs.example.com --registry registry.example.com"));

        assertRefused(exitCode, 3, ErrorCode.COMPOSE_FILE_MISSING);
        assertThat(line.err()).contains("unpack piprio-onprem-1.5.0.tar.gz");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anInstallationOfAnotherReleaseIsNotInstalledOver() throws IOException {
        InstallationDirectory.in(directory);

        int exitCode = line.runIn(
                directory, words("install --version 1.5.0 --domain docs.example.com --registry registry.example.com"));

        assertRefused(exitCode, 3, ErrorCode.ENV_VALUE_INVALID);
        assertThat(line.err()).contains("scripts/upgrade.sh 1.5.0");
        assertThat(directory.resolve(".env")).hasContent(InstallationDirectory.ENVIRONMENT);
    }

    @Test
    void anInstallBesideARunThatHoldsTheLockIsRefused() throws IOException {
        InstallationDirectory.in(directory);
        try (InstallationLock lock =
                InstallationLock.acquire(directory.resolve(".piprio"), LockHolder.of("upgrade", Instant.EPOCH))) {
            int exitCode = line.runIn(
                    directory,
                    words("install --version 1.4.0 --domain docs.example.com --registry registry.example.com"));

            assertRefused(exitCode, 6, ErrorCode.LOCK_HELD);
            assertThat(line.err()).contains("found     upgrade by ").contains("since 1970-01-01T00:00:00Z");
        }
    }

    // Archives

    @ParameterizedTest
    @ValueSource(strings = {"upgrade", "upgrade 1.5.0", "upgrade --resume", "check", "plan", "resume"})
    void anArchiveIsProvenBeforeAnythingElse(String arguments) throws IOException {
        InstallationDirectory.in(directory);
        Path archive = directory.resolve("piprio-1.5.0.tar");
        String[] words = words(arguments + " --from-archive " + archive);

        assertRefused(line.runIn(directory, words), 3, ErrorCode.FILE_UNREADABLE);

        Files.writeString(archive, "no archive");
        Listening again = new Listening();
        assertThat(again.runIn(directory, words)).isEqualTo(3);
        assertThat(again.err()).startsWith("ERROR " + ErrorCode.ARCHIVE_UNUSABLE.code() + "  ");
        assertThat(directory.resolve(".piprio")).doesNotExist();
    }

    @Test
    void aReleaseIsExportedFromARegistryThatIsNamedOrThatOfTheInstallation() {
        assertRefused(line.runIn(directory, "export-release", "1.5.0"), 3, ErrorCode.ENV_FILE_MISSING);
        assertThat(line.runIn(directory, "export-release")).isEqualTo(2);
        assertThat(line.runIn(directory, "export-release", "newest", "--registry", "registry.example.com"))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export-release 1.4.0 1.5.0 1.4.0",
                "export-release 1.4.0 1.5.0 --with-stops-from 1.3.0",
                "export-release --with-stops-from 1.3.0"
            })
    void releasesThatCannotBeExportedTogetherAreUsage(String arguments) throws IOException {
        InstallationDirectory.in(directory);

        assertThat(line.runIn(directory, words(arguments))).isEqualTo(2);
        assertThat(line.out()).isEmpty();
    }

    // Bundles

    @Test
    void anUnknownBundleIsNeitherVerifiedNorRestored() throws IOException {
        InstallationDirectory.in(directory);

        assertRefused(line.runIn(directory, "verify-backup", BUNDLE), 3, ErrorCode.BUNDLE_NOT_FOUND);
        assertThat(line.runIn(directory, "restore", BUNDLE)).isEqualTo(3);
        assertThat(line.runIn(directory, "restore", "yesterday")).isEqualTo(3);
        assertThat(directory.resolve(".piprio")).doesNotExist();
    }

    @Test
    void aBundleThatLacksFilesDoesNotVerify() throws IOException {
        Installation installation = InstallationDirectory.in(directory);
        PreparedBundle.in(installation.backups(), BUNDLE);

        assertRefused(line.runIn(directory, "verify-backup", BUNDLE), 3, ErrorCode.BUNDLE_DAMAGED);
    }

    @Test
    void aKeyThatIsNoneIsNotTrusted() throws IOException {
        Installation installation = InstallationDirectory.in(directory);
        PreparedBundle.in(installation.backups(), BUNDLE);
        Path file = directory.resolve("bundle-signing.pub");

        assertRefused(
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

        assertRefused(
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
            assertRefused(line.runIn(directory, "backups", "prune"), 6, ErrorCode.LOCK_HELD);
        }
    }

    @Test
    void aRestoreGoesToABundleOrBackAndNotBoth() throws IOException {
        InstallationDirectory.in(directory);

        assertThat(line.runIn(directory, "restore")).isEqualTo(2);
        assertThat(line.runIn(directory, "restore", BUNDLE, "--undo")).isEqualTo(2);
    }

    @Test
    void withoutBundlesTheListSaysHowToTakeOne() throws IOException {
        InstallationDirectory.in(directory);

        assertThat(line.runIn(directory, "backups")).isZero();
        assertThat(line.out()).isEqualTo("No bundle yet. Take one: scripts/backup.sh\n");
    }

    // History

    @Test
    void whatRanIsToldInTextAndAsJson() throws IOException {
        Installation installation = InstallationDirectory.in(directory);
        new History(installation)
                .write(
                        new RunId("20261124T081500Z"),
                        new ObjectMapper()
                                .createObjectNode()
                                .put("run", "20261124T081500Z")
                                .put("command", "upgrade")
                                .put("source", "1.4.0")
                                .put("target", "1.5.0")
                                .put("outcome", "rolled_back")
                                .put("exitCode", 4)
                                .put("startedAt", "2026-11-24T08:15:00Z")
                                .put("seconds", 61.25));

        assertThat(line.runIn(directory, "history")).isZero();
        assertThat(line.out()).isEqualTo("20261124T081500Z  upgrade   1.4.0 -> 1.5.0  rolled back (exit 4)  61.3 s\n");

        Listening json = new Listening();
        assertThat(json.runIn(directory, "history", "--output", "JSON")).isZero();
        assertThat(new ObjectMapper().readTree(json.out()).at("/runs/0/outcome").asText())
                .isEqualTo("rolled_back");
    }

    @Test
    void aRunThatTheHistoryDoesNotHaveIsRefused() throws IOException {
        InstallationDirectory.in(directory);

        assertRefused(line.runIn(directory, "history", "20261124T081500Z"), 3, ErrorCode.RUN_UNKNOWN);
        assertThat(line.err()).contains("found     20261124T081500Z");
    }

    @Test
    void beforeTheFirstRunTheHistorySaysSo() throws IOException {
        InstallationDirectory.in(directory);

        assertThat(line.runIn(directory, "history")).isZero();
        assertThat(line.out()).isEqualTo("Nothing ran on this installation yet.\n");
    }

    @Test
    void aDamagedHistoryIsTheOperatorsToMend() throws IOException {
        InstallationDirectory.in(directory);
        Path history = Files.createDirectories(directory.resolve(".piprio/history"));
        Files.writeString(history.resolve("20261124T081500Z.json"), "{");

        assertRefused(line.runIn(directory, "history"), 3, ErrorCode.FILE_UNREADABLE);
    }

    // Secrets

    @ParameterizedTest
    @MethodSource("commandsOnAnInstallation")
    void noRefusalTellsASecret(String arguments) throws IOException {
        InstallationDirectory.in(directory);
        for (Map.Entry<String, String> damage : Map.of(
                        "PIPRIO_VERSION=latest", "PIPRIO_VERSION=.*",
                        "PIPRIO_DB_PASSWORD marker-db-password", "PIPRIO_DB_PASSWORD=.*",
                        "PIPRIO_API_TOKEN=\"marker-api-token", "PIPRIO_API_TOKEN=.*",
                        "PIPRIO_S3_SECRET_KEY=\\$marker-s3-secret", "PIPRIO_S3_SECRET_KEY=.*")
                .entrySet()) {
            Files.writeString(
                    directory.resolve(".env"),
                    InstallationDirectory.ENVIRONMENT.replaceAll(damage.getValue(), damage.getKey()));

            assertThat(line.runIn(directory, words(arguments)))
                    .as(damage.getKey())
                    .isEqualTo(3);
        }

        for (String secret : InstallationDirectory.SECRETS) {
            assertThat(line.out()).doesNotContain(secret);
            assertThat(line.err()).doesNotContain(secret);
        }
    }
}
