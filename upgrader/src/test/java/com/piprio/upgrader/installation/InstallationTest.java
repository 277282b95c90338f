package com.piprio.upgrader.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.InstallationDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationTest {
    @TempDir
    private Path directory;

    private static OperatorException problemOf(ThrowingCallable act) {
        return assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(act)
                .actual();
    }

    @Test
    void opensWhatTheKitMade() throws IOException {
        Installation installation = InstallationDirectory.in(directory);

        assertThat(installation.release()).hasToString("1.4.0");
        assertThat(installation.domain()).isEqualTo("docs.example.com");
        assertThat(installation.registry()).isEqualTo("registry.example.com:5000");
        assertThat(installation.workerReplicas()).isEqualTo(2);
        assertThat(installation.directory()).isAbsolute();
    }

    @Test
    void aDirectoryWithoutEnvironmentIsNoInstallation() {
        OperatorException problem = problemOf(() -> Installation.open(directory));

        assertThat(problem.code()).isEqualTo(ErrorCode.ENV_FILE_MISSING);
        assertThat(problem.expected()).isEqualTo(directory.resolve(".env").toString());
        assertThat(problem.remedy()).contains("-C DIR").contains("scripts/install.sh");
    }

    @Test
    void aDirectoryThatDoesNotExistIsNoInstallation() {
        assertThat(problemOf(() -> Installation.open(directory.resolve("nowhere")))
                        .code())
                .isEqualTo(ErrorCode.ENV_FILE_MISSING);
    }

    @Test
    void withoutItsComposeFileItIsNotOpened() throws IOException {
        InstallationDirectory.in(directory);
        Files.delete(directory.resolve(Installation.COMPOSE_FILE));

        OperatorException problem = problemOf(() -> Installation.open(directory));

        assertThat(problem.code()).isEqualTo(ErrorCode.COMPOSE_FILE_MISSING);
        assertThat(problem.expected()).endsWith(Installation.COMPOSE_FILE);
    }

    @Test
    void withoutAVersionItIsNotOpened() {
        OperatorException problem = problemOf(
                () -> InstallationDirectory.in(directory, InstallationDirectory.environmentWithout("PIPRIO_VERSION")));

        assertThat(problem.code()).isEqualTo(ErrorCode.ENV_KEY_MISSING);
        assertThat(problem.problem()).isEqualTo("PIPRIO_VERSION is missing in .env");
    }

    @Test
    void anEmptyVersionIsAMissingOne() {
        assertThat(problemOf(() -> InstallationDirectory.in(
                                directory, InstallationDirectory.environmentWith("PIPRIO_VERSION", "")))
                        .code())
                .isEqualTo(ErrorCode.ENV_KEY_MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "v1.4.0", "1.4", "1.4.0-rc1", "01.4.0"})
    void aVersionThatIsNoneIsRefused(String version) {
        OperatorException problem = problemOf(() ->
                InstallationDirectory.in(directory, InstallationDirectory.environmentWith("PIPRIO_VERSION", version)));

        assertThat(problem.code()).isEqualTo(ErrorCode.ENV_VALUE_INVALID);
        assertThat(problem.found()).isEqualTo(version);
    }

    @Test
    void anEnvironmentThatComposeWouldReadOtherwiseIsRefused() {
        OperatorException problem =
                problemOf(() -> InstallationDirectory.in(directory, "PIPRIO_VERSION=1.4.0\nPIPRIO_VERSION=1.5.0\n"));

        assertThat(problem.code()).isEqualTo(ErrorCode.ENV_FILE_MALFORMED);
    }

    @Test
    void theNumberOfWorkersIsRead() throws IOException {
        Installation installation =
                InstallationDirectory.in(directory, InstallationDirectory.ENVIRONMENT + "PIPRIO_WORKER_REPLICAS=12\n");

        assertThat(installation.workerReplicas()).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "two", "100", "2.5"})
    void aNumberOfWorkersThatIsNoneIsRefused(String replicas) throws IOException {
        Installation installation = InstallationDirectory.in(
                directory, InstallationDirectory.ENVIRONMENT + "PIPRIO_WORKER_REPLICAS=" + replicas + "\n");

        OperatorException problem = problemOf(installation::workerReplicas);

        assertThat(problem.code()).isEqualTo(ErrorCode.ENV_VALUE_INVALID);
        assertThat(problem.found()).isEqualTo(replicas);
    }

    @Test
    void readsTheEnvironmentAnewEachTime() throws IOException {
        Installation installation = InstallationDirectory.in(directory);

        installation.environment().with("PIPRIO_VERSION", "1.5.0").write(installation.environmentFile());

        assertThat(installation.release()).hasToString("1.5.0");
    }
}
