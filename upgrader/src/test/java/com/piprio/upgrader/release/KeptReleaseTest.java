package com.piprio.upgrader.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.InstallationDirectory;
import com.piprio.upgrader.Repository;
import com.piprio.upgrader.installation.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptReleaseTest {
    private static final ReleaseVersion SOURCE = ReleaseVersion.parse("1.4.0");

    @TempDir
    private Path directory;

    private Installation installation;

    @BeforeEach
    void open() throws IOException {
        installation = InstallationDirectory.in(directory);
    }

    private void keep(String release, String more) throws IOException {
        Path kept = Files.createDirectories(installation.releaseFiles(SOURCE));
        Files.writeString(
                kept.resolve("release.yaml"), Repository.read("releases/" + release + "/release.yaml") + more);
    }

    @Test
    void namesTheImagesOfTheServicesByDigest() throws IOException {
        String digest = "sha256:" + "0".repeat(64);
        keep("1.4.0", """
                images:
                  - {name: piprio/api, tag: 1.4.0, digest: "%1$s"}
                  - {name: piprio/worker, tag: 1.4.0, digest: "%1$s"}
                  - {name: piprio/scheduler, tag: 1.4.0, digest: "%1$s"}
                  - {name: piprio/web, tag: 1.4.0, digest: "%1$s"}
                  - {name: piprio/proxy, tag: "3.0", digest: "%1$s"}
                """.formatted(digest));

        assertThat(KeptRelease.serviceImages(installation, SOURCE))
                .extracting(ImagePin::pinned)
                .hasSize(4)
                .first()
                .isEqualTo("registry.example.com:5000/piprio/api@" + digest);
    }

    @Test
    void theKitsOwnDescriptionWillDoAndHasNoDigests() throws IOException {
        Files.writeString(directory.resolve("release.yaml"), Repository.read("releases/1.4.0/release.yaml"));

        assertThat(KeptRelease.read(installation, SOURCE).version()).isEqualTo(SOURCE);
        assertThat(KeptRelease.serviceImages(installation, SOURCE)).isEmpty();
    }

    @Test
    void aDescriptionOfAnotherReleaseIsNotTaken() throws IOException {
        keep("1.5.0", "");

        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> KeptRelease.read(installation, SOURCE))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.RELEASE_MALFORMED);
                    assertThat(problem.found()).isEqualTo("the description of release 1.5.0");
                });
    }

    @Test
    void aDescriptionThatIsGoneIsNamed() {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> KeptRelease.read(installation, SOURCE))
                .satisfies(problem -> assertThat(problem.expected()).endsWith(".piprio/releases/1.4.0/release.yaml"));
    }
}
