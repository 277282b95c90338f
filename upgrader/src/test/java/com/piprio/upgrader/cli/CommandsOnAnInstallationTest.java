package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.operator.ErrorCode;
import com.piprio.upgrader.InstallationDirectory;
import com.piprio.upgrader.installation.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that needs an installation: what it says where there is none, or one that is damaged. */
class CommandsOnAnInstallationTest {
    private static final String BUNDLE = "piprio_20261124T081500Z";

    @TempDir
    private Path directory;

    private final Listening line = new Listening();

    static Stream<String> commands() {
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
    @MethodSource("commands")
    void aDirectoryWithoutEnvironmentIsRefused(String arguments) {
        line.assertRefused(line.typeIn(directory, arguments), 3, ErrorCode.ENV_FILE_MISSING);
        assertThat(line.err()).contains(directory.resolve(".env").toString()).contains("state     nothing was changed");
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void anInstallationWithoutComposeFileIsRefused(String arguments) throws IOException {
        InstallationDirectory.in(directory);
        Files.delete(directory.resolve(Installation.COMPOSE_FILE));

        line.assertRefused(line.typeIn(directory, arguments), 3, ErrorCode.COMPOSE_FILE_MISSING);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void anInstallationOfNoReleaseIsRefused(String arguments) throws IOException {
        InstallationDirectory.in(directory);
        Files.writeString(directory.resolve(".env"), InstallationDirectory.environmentWith("PIPRIO_VERSION", "latest"));

        line.assertRefused(line.typeIn(directory, arguments), 3, ErrorCode.ENV_VALUE_INVALID);
    }

    @ParameterizedTest
    @MethodSource("commands")
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

            assertThat(line.typeIn(directory, arguments)).as(damage.getKey()).isEqualTo(3);
        }

        for (String secret : InstallationDirectory.SECRETS) {
            assertThat(line.out()).doesNotContain(secret);
            assertThat(line.err()).doesNotContain(secret);
        }
    }
}
