package com.piprio.upgrader.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.backup.Progress;
import com.piprio.compose.Command;
import com.piprio.compose.DockerEngine;
import com.piprio.compose.ProcessResult;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.Repository;
import com.piprio.upgrader.ScriptedRunner;
import com.piprio.upgrader.release.ImagePin;
import com.piprio.upgrader.release.Publisher;
import com.piprio.upgrader.release.ReleaseKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivedReleasesTest {
    private static final ReleaseVersion TARGET = ReleaseVersion.parse("1.5.0");

    @TempDir
    private Path directory;

    private final TestArchive whole = new TestArchive().image("piprio/release:1.5.0", "files of the release");
    private final Publisher publisher = new Publisher();
    private final ScriptedRunner runner = new ScriptedRunner();
    private ReleaseArchive archive;
    private ArchiveRegistry registry;
    private ArchivedReleases releases;

    @BeforeEach
    void serve() throws IOException {
        for (String service : List.of("api", "worker", "scheduler", "web")) {
            whole.image("piprio/" + service + ":1.5.0", "common", service);
        }
        archive = ReleaseArchive.open(whole.in(directory), Progress.none());
        registry = ArchiveRegistry.serve(archive);
        publisher.trustedBy(directory);
        releases = new ArchivedReleases(new DockerEngine(runner), registry, new ReleaseKeys(directory));
        carrying("");
    }

    @AfterEach
    void stop() {
        registry.close();
        archive.close();
    }

    private void carrying(String more) {
        runner.failing("docker image inspect", "No such image")
                .on("docker version", "{\"Server\":{\"Version\":\"27.1\"}}")
                .on("docker pull", "")
                .on("docker create", "made\n")
                .on("docker rm", "")
                .on("docker cp", command -> copyRelease(command, more));
    }

    private ProcessResult copyRelease(Command command, String more) {
        Path target = Path.of(command.argv().get(3));
        StringBuilder images = new StringBuilder("images:\n");
        for (String service : List.of("api", "worker", "scheduler", "web")) {
            images.append("  - {name: piprio/%s, tag: 1.5.0, digest: \"%s\"}\n"
                    .formatted(service, whole.digestOf("piprio/" + service + ":1.5.0")));
        }
        try {
            String release = Repository.read("releases/1.5.0/release.yaml");
            Files.writeString(target.resolve("release.yaml"), release + images + more);
            Files.writeString(target.resolve("docker-compose.onprem.yml"), "services: {}");
            Files.writeString(target.resolve("haproxy.cfg"), "# proxy");
            for (String version : List.of("1.3.0", "1.4.0", "1.5.0")) {
                Path folder =
                        Files.createDirectories(target.resolve("catalogue").resolve(version));
                Files.writeString(
                        folder.resolve("release.yaml"), Repository.read("releases/" + version + "/release.yaml"));
            }
            publisher.sign(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ProcessResult(0, "", "");
    }

    private ErrorCode refusal() {
        return assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> releases.fetch(TARGET))
                .actual()
                .code();
    }

    @Test
    void theReleaseIsPulledFromTheArchiveByDigest() {
        assertThat(releases.published()).containsExactly(TARGET);
        assertThat(releases.fetch(TARGET).release().version()).isEqualTo(TARGET);
        assertThat(runner.lines())
                .contains("docker pull --quiet " + registry.address() + "/piprio/release@"
                        + whole.digestOf("piprio/release:1.5.0"));
    }

    @Test
    void anotherReleaseIsNotInIt() {
        OperatorException problem = assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> releases.fetch(ReleaseVersion.parse("1.6.0")))
                .actual();

        assertThat(problem.code()).isEqualTo(ErrorCode.RELEASE_UNKNOWN);
        assertThat(problem.expected()).isEqualTo("release 1.5.0, which the archive has");
        assertThat(runner.lines()).isEmpty();
    }

    @Test
    void anArchiveWithoutAnImageThatTheSignedReleaseNamesIsRefused() {
        carrying("  - {name: piprio/upgrader, tag: 1.5.0, digest: \"sha256:" + "0".repeat(64) + "\"}\n");

        assertThat(refusal()).isEqualTo(ErrorCode.ARCHIVE_UNUSABLE);
    }

    @Test
    void anArchiveOfAPublisherWhoIsNotTrustedIsRefused() throws IOException {
        Files.move(directory.resolve("config"), directory.resolve("removed"));

        assertThat(refusal()).isEqualTo(ErrorCode.RELEASE_UNTRUSTED);
    }

    @Test
    void offersWhatItHasUnderAnyNameOfTheRegistry() {
        String digest = whole.digestOf("piprio/api:1.5.0");

        assertThat(releases.offers(new ImagePin("registry.example.com/piprio/api", "1.5.0", digest)))
                .isTrue();
        assertThat(releases.offers(new ImagePin("registry.example.com/piprio/api", "1.5.0", "sha256:aa")))
                .isFalse();
    }
}
