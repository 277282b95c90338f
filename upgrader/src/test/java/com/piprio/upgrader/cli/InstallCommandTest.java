package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.operator.ErrorCode;
import com.piprio.upgrader.InstallationDirectory;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.InstallationLock;
import com.piprio.upgrader.installation.LockHolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An install that is refused, as far as it gets without Docker: nothing is written, or written over. */
class InstallCommandTest {
    @TempDir
    private Path directory;

    private final Listening line = new Listening();

    private int install(String version, String registry) {
        return line.typeIn(
                directory, "install --version " + version + " --domain docs.example.com --registry " + registry);
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

        line.assertRefused(install("1.5.0", "https://example.com"), 3, ErrorCode.ENV_VALUE_INVALID);
        assertThat(directory.resolve(".env")).doesNotExist();
    }

    @Test
    void aDirectoryWithoutAKitIsNotInstalled() {
        line.assertRefused(install("1.5.0", "registry.example.com"), 3, ErrorCode.COMPOSE_FILE_MISSING);
        assertThat(line.err()).contains("unpack piprio-onprem-1.5.0.tar.gz");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anInstallationOfAnotherReleaseIsNotInstalledOver() throws IOException {
        InstallationDirectory.in(directory);

        line.assertRefused(install("1.5.0", "registry.example.com"), 3, ErrorCode.ENV_VALUE_INVALID);
        assertThat(line.err()).contains("scripts/upgrade.sh 1.5.0");
        assertThat(directory.resolve(".env")).hasContent(InstallationDirectory.ENVIRONMENT);
    }

    @Test
    void anInstallBesideARunThatHoldsTheLockIsRefused() throws IOException {
        InstallationDirectory.in(directory);
        try (InstallationLock lock =
                InstallationLock.acquire(directory.resolve(".piprio"), LockHolder.of("upgrade", Instant.EPOCH))) {
            line.assertRefused(install("1.4.0", "registry.example.com"), 6, ErrorCode.LOCK_HELD);
            assertThat(line.err()).contains("found     upgrade by ").contains("since 1970-01-01T00:00:00Z");
        }
    }
}
