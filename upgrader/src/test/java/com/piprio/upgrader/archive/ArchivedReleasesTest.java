package com.piprio.upgrader.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.backup.Progress;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.Repository;
import com.piprio.upgrader.image.TestLayer;
import com.piprio.upgrader.release.ImagePin;
import com.piprio.upgrader.release.Publisher;
import com.piprio.upgrader.release.ReleaseKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivedReleasesTest {
    private static final ReleaseVersion TARGET = ReleaseVersion.parse("1.5.0");

    @TempDir
    private Path directory;

    /** What the image of the release carries. */
    @TempDir
    private Path carried;

    private final TestArchive whole = new TestArchive();
    private final Publisher publisher = new Publisher();
    private ReleaseArchive archive;
    private ArchiveRegistry registry;
    private ArchivedReleases releases;

    @AfterEach
    void stop() {
        registry.close();
        archive.close();
    }

    /** @param more at the end of the images that the release names */
    private void serve(String more) throws IOException {
        StringBuilder images = new StringBuilder("images:\n");
        for (String service : List.of("api", "worker", "scheduler", "web")) {
            String name = "piprio/" + service + ":1.5.0";
            whole.image(name, "common", service);
            images.append(
                    "  - {name: piprio/%s, tag: 1.5.0, digest: \"%s\"}\n".formatted(service, whole.digestOf(name)));
        }
        String release = Repository.read("releases/1.5.0/release.yaml");
        Files.writeString(carried.resolve("release.yaml"), release + images + more);
        Files.writeString(carried.resolve("docker-compose.onprem.yml"), "services: {}");
        Files.writeString(carried.resolve("haproxy.cfg"), "# proxy");
        for (String version : List.of("1.3.0", "1.4.0", "1.5.0")) {
            Path folder = Files.createDirectories(carried.resolve("catalogue").resolve(version));
            Files.writeString(folder.resolve("release.yaml"), Repository.read("releases/" + version + "/release.yaml"));
        }
        publisher.trustedBy(directory).sign(carried);
        whole.release("1.5.0", TestLayer.of(carried).gzip());
        archive = ReleaseArchive.open(whole.in(directory), Progress.none());
        registry = ArchiveRegistry.serve(archive);
        releases = new ArchivedReleases(registry, new ReleaseKeys(directory));
    }

    private ErrorCode refusal() {
        return assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> releases.fetch(TARGET))
                .actual()
                .code();
    }

    @Test
    void theReleaseComesOutOfTheArchive() throws IOException {
        serve("");

        assertThat(releases.published()).containsExactly(TARGET);
        assertThat(releases.fetch(TARGET).release().version()).isEqualTo(TARGET);
        assertThat(releases.fetch(TARGET).files()).containsEntry("haproxy.cfg", "# proxy");
    }

    @Test
    void anotherReleaseIsNotInIt() throws IOException {
        serve("");

        OperatorException problem = assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> releases.fetch(ReleaseVersion.parse("1.6.0")))
                .actual();

        assertThat(problem.code()).isEqualTo(ErrorCode.RELEASE_UNKNOWN);
        assertThat(problem.expected()).isEqualTo("release 1.5.0, which the archive has");
    }

    @Test
    void anArchiveWithoutAnImageThatTheSignedReleaseNamesIsRefused() throws IOException {
        serve("  - {name: piprio/upgrader, tag: 1.5.0, digest: \"sha256:" + "0".repeat(64) + "\"}\n");

        assertThat(refusal()).isEqualTo(ErrorCode.ARCHIVE_UNUSABLE);
    }

    @Test
    void anArchiveOfAPublisherWhoIsNotTrustedIsRefused() throws IOException {
        serve("");
        Files.move(directory.resolve("config"), directory.resolve("removed"));

        assertThat(refusal()).isEqualTo(ErrorCode.RELEASE_UNTRUSTED);
    }

    @Test
    void offersWhatItHasUnderAnyNameOfTheRegistry() throws IOException {
        serve("");
        String digest = whole.digestOf("piprio/api:1.5.0");

        assertThat(releases.offers(new ImagePin("registry.example.com/piprio/api", "1.5.0", digest)))
                .isTrue();
        assertThat(releases.offers(new ImagePin("registry.example.com/piprio/api", "1.5.0", "sha256:aa")))
                .isFalse();
    }
}
