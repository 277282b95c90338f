package com.piprio.upgrader.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.compose.EnvFile;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.Catalogue;
import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import com.piprio.release.diff.InstallationRules;
import com.piprio.upgrader.InstallationDirectory;
import com.piprio.upgrader.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewEnvironmentTest {
    private static final ReleaseVersion RELEASE = ReleaseVersion.parse("1.5.0");
    private static final Map<String, String> SETTINGS = Map.of(
            "PIPRIO_DOMAIN", "docs.example.com",
            "PIPRIO_REGISTRY", "registry.example.com",
            "COMPOSE_PROJECT_NAME", "piprio");
    private static final List<String> SECRETS =
            List.of("PIPRIO_DB_PASSWORD", "PIPRIO_S3_ACCESS_KEY", "PIPRIO_S3_SECRET_KEY", "PIPRIO_API_TOKEN");

    @TempDir
    private Path directory;

    private EnvFile written() {
        Installation unborn = Installation.unborn(directory);
        NewEnvironment.writeUnlessPresent(unborn, RELEASE, SETTINGS);
        return unborn.environment();
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        written();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(".env"))))
                .isEqualTo("rw-------");
    }

    @Test
    void hasWhatTheOperatorChoseAndWhatTheReleaseNeeds() {
        EnvFile environment = written();

        assertThat(environment.values()).containsAllEntriesOf(SETTINGS).containsEntry("PIPRIO_VERSION", "1.5.0");
        Release release = Catalogue.read(Repository.releases()).find(RELEASE).orElseThrow();
        assertThat(InstallationRules.unknownKeys(release, environment.keys())).isEmpty();
        assertThat(InstallationRules.missingValues(release, environment.values()))
                .isEmpty();
        assertThat(InstallationRules.refusedValues(release, environment.values()))
                .isEmpty();
    }

    @Test
    void noTwoSecretsAreEqual() throws IOException {
        EnvFile first = written();
        Files.delete(directory.resolve(".env"));
        EnvFile second = written();

        List<String> secrets = SECRETS.stream()
                .flatMap(key -> List.of(first.require(key), second.require(key)).stream())
                .toList();
        assertThat(secrets).doesNotHaveDuplicates().allMatch(secret -> secret.matches("[0-9a-f]{48}"));
        assertThat(first.require("PIPRIO_DEPLOYMENT_ID")).isNotEqualTo(second.require("PIPRIO_DEPLOYMENT_ID"));
    }

    @Test
    void anExistingOneIsKeptToTheByte() throws IOException {
        Installation installation = InstallationDirectory.in(directory);

        NewEnvironment.writeUnlessPresent(installation, ReleaseVersion.parse("1.4.0"), SETTINGS);

        assertThat(installation.environmentFile()).hasContent(InstallationDirectory.ENVIRONMENT);
    }

    @Test
    void anExistingOneOfAnotherReleaseIsRefusedAndKept() throws IOException {
        Installation installation = InstallationDirectory.in(directory);

        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> NewEnvironment.writeUnlessPresent(installation, RELEASE, SETTINGS))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.ENV_VALUE_INVALID);
                    assertThat(problem.found()).isEqualTo("release 1.4.0");
                    assertThat(problem.remedy()).contains("scripts/upgrade.sh 1.5.0");
                });
        assertThat(installation.environmentFile()).hasContent(InstallationDirectory.ENVIRONMENT);
    }
}
