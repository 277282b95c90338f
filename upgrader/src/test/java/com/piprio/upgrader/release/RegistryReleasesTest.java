package com.piprio.upgrader.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.compose.Command;
import com.piprio.compose.DockerEngine;
import com.piprio.compose.ProcessResult;
import com.piprio.compose.RegistryLogins;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.Catalogue;
import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.Repository;
import com.piprio.upgrader.ScriptedRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryReleasesTest {
    private static final ReleaseVersion TARGET = ReleaseVersion.parse("1.5.0");
    private static final String TAGS = "/v2/piprio/release/tags/list";
    private static final String IMAGES = """
            images:
              - {name: piprio/api, tag: 1.5.0, digest: "sha256:%1$s"}
              - {name: piprio/worker, tag: 1.5.0, digest: "sha256:%1$s"}
              - {name: piprio/scheduler, tag: 1.5.0, digest: "sha256:%1$s"}
              - {name: piprio/web, tag: 1.5.0, digest: "sha256:%1$s"}
              - {name: piprio/postgres, tag: "17", digest: "sha256:%1$s"}
            """.formatted("0".repeat(64));

    @TempDir
    private Path directory;

    private final FakeRegistry registry = new FakeRegistry();
    private final ScriptedRunner runner = new ScriptedRunner();
    private final List<Duration> pauses = new ArrayList<>();
    private final Publisher publisher = new Publisher();
    private RegistryReleases releases;

    @BeforeEach
    void trustThePublisher() {
        publisher.trustedBy(directory);
        releases = new RegistryReleases(
                new DockerEngine(runner),
                registry.address(),
                new ReleaseKeys(directory),
                RegistryLogins.none(),
                pauses::add);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private static OperatorException problemOf(ThrowingCallable act) {
        return assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(act)
                .actual();
    }

    @Test
    void publishedReleasesAreOrderedByNumber() {
        registry.tags("{\"name\":\"piprio/release\",\"tags\":[\"1.10.0\",\"1.5.0\",\"1.9.0\"]}");

        assertThat(releases.published()).extracting(String::valueOf).containsExactly("1.5.0", "1.9.0", "1.10.0");
    }

    @Test
    void tagsOfAllPagesCount() {
        registry.page(
                        "/v2/piprio/release/tags/list",
                        "{\"tags\":[\"1.4.0\"]}",
                        "/v2/piprio/release/tags/more?last=1.4.0")
                .answers("/v2/piprio/release/tags/more", 200, "{\"tags\":[\"1.5.0\"]}");

        assertThat(releases.published()).hasToString("[1.4.0, 1.5.0]");
    }

    @Test
    void tagsThatAreNoReleasesAreLeftOut() {
        registry.tags("{\"tags\":[\"latest\",\"1.5.0\",\"v1.6.0\",\"1.6.0-rc1\",\"1.6\"]}");

        assertThat(releases.published()).containsExactly(TARGET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"tags\":[]}", "{\"tags\":null}", "{\"tags\":[\"latest\"]}", "{}"})
    void aRegistryWithoutAReleaseSaysSo(String tags) {
        registry.tags(tags);

        OperatorException problem = problemOf(releases::published);

        assertThat(problem.code()).isEqualTo(ErrorCode.RELEASE_UNKNOWN);
        assertThat(problem.found()).contains(registry.address());
    }

    @Test
    void aRegistryThatNeverHeardOfUsHasNoRelease() {
        assertThat(problemOf(releases::published).code()).isEqualTo(ErrorCode.RELEASE_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500, 503})
    void otherAnswersAreThoseOfABrokenRegistry(int status) {
        registry.answers(TAGS, status, "{}");

        OperatorException problem = problemOf(releases::published);

        assertThat(problem.code()).isEqualTo(ErrorCode.REGISTRY_UNREACHABLE);
        assertThat(problem.found()).isEqualTo("HTTP status " + status);
        assertThat(problem.expected()).contains(registry.address());
    }

    @Test
    void aBrokenRegistryIsAskedAFewTimes() {
        registry.answers(TAGS, 503, "");

        problemOf(releases::published);

        assertThat(registry.requests()).hasSize(4);
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void aBusyRegistryIsAskedAgainWhenItWishes() {
        registry.tags("{\"tags\":[\"1.5.0\"]}").busyFor(2, TAGS, "7");

        assertThat(releases.published()).containsExactly(TARGET);
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
    }

    @Test
    void aRegistryThatStaysBusyIsNamedSo() {
        registry.busyFor(100, TAGS, "2");

        OperatorException problem = problemOf(releases::published);

        assertThat(problem.code()).isEqualTo(ErrorCode.REGISTRY_BUSY);
        assertThat(problem.found()).isEqualTo("HTTP status 429 to 4 requests; it wants to be asked again after 2 s");
        assertThat(problem.remedy()).startsWith("wait 2 s, or log in");
        assertThat(pauses).hasSize(3);
    }

    @Test
    void nobodyWaitsForAnHour() {
        registry.busyFor(100, TAGS, "3600");

        OperatorException problem = problemOf(releases::published);

        assertThat(problem.remedy()).startsWith("wait 3600 s");
        assertThat(registry.requests()).hasSize(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void anAnswerThatIsNoJsonIsThatOfABrokenRegistry() {
        registry.tags("<html>a captive portal</html>");

        assertThat(problemOf(releases::published).code()).isEqualTo(ErrorCode.REGISTRY_UNREACHABLE);
    }

    @Test
    void aRegistryThatIsNotThereIsUnreachable() {
        registry.close();

        assertThat(problemOf(releases::published).code()).isEqualTo(ErrorCode.REGISTRY_UNREACHABLE);
    }

    @Test
    void aSlowRegistryIsWaitedFor() {
        registry.answersSlowly(TAGS, "{\"tags\":[\"1.5.0\"]}", 300);

        assertThat(releases.published()).containsExactly(TARGET);
    }

    @Test
    void fetchesByDigestAndReadsWhatTheImageCarries() throws IOException {
        publish(IMAGES);

        FetchedRelease fetched = releases.fetch(TARGET);

        assertThat(fetched.release().version()).isEqualTo(TARGET);
        assertThat(fetched.catalogue().releases())
                .extracting(Release::version)
                .extracting(String::valueOf)
                .containsExactly("1.3.0", "1.4.0", "1.5.0");
        assertThat(fetched.files())
                .containsEntry("docker-compose.onprem.yml", "services: {}")
                .containsEntry("haproxy.cfg", "# proxy")
                .containsEntry("release.yaml", Repository.read("releases/1.5.0/release.yaml") + IMAGES);
        String reference = registry.address() + "/piprio/release@sha256:feed";
        String scratch = runner.lines().get(4).replaceFirst("docker cp made:/release/. ", "");
        assertThat(runner.lines())
                .containsExactly(
                        "docker image inspect " + reference,
                        "docker version --format {{json .}}",
                        "docker pull --quiet " + reference,
                        "docker create --pull never --network none " + reference + " /none",
                        "docker cp made:/release/. " + scratch,
                        "docker rm --force made");
        assertThat(Path.of(scratch)).isAbsolute().doesNotExist();
    }

    @Test
    void bringsTheApiDocumentOfEveryReleaseUpToItsOwn() {
        publish(IMAGES);

        assertThat(releases.fetch(TARGET).apis())
                .containsOnlyKeys(Catalogue.read(Repository.releases()).releases().stream()
                        .map(Release::version)
                        .filter(version -> version.compareTo(TARGET) <= 0)
                        .toList())
                .hasEntrySatisfying(TARGET, api -> assertThat(api.serves("GET /api/v1/exports"))
                        .isTrue());
    }

    @Test
    void whatIsHereIsNotPulledAgain() {
        publish(IMAGES);
        runner.on("docker image inspect", "[{\"Id\":\"sha256:image\",\"RepoDigests\":[]}]");

        assertThat(releases.fetch(TARGET).release().version()).isEqualTo(TARGET);

        assertThat(runner.lines()).noneMatch(line -> line.startsWith("docker pull"));
    }

    @Test
    void onlyTheImagesOfServicesFollowTheRelease() {
        publish(IMAGES);

        FetchedRelease fetched = releases.fetch(TARGET);

        assertThat(fetched.allImages("registry.example.com")).hasSize(5);
        assertThat(fetched.serviceImages("registry.example.com"))
                .extracting(ImagePin::tagged)
                .containsExactly(
                        "registry.example.com/piprio/api:1.5.0",
                        "registry.example.com/piprio/worker:1.5.0",
                        "registry.example.com/piprio/scheduler:1.5.0",
                        "registry.example.com/piprio/web:1.5.0");
    }

    @Test
    void aReleaseThatIsNotPublishedIsRefusedWithThoseThatAre() {
        registry.tags("{\"tags\":[\"1.3.0\",\"1.4.0\"]}");

        OperatorException problem = problemOf(() -> releases.fetch(TARGET));

        assertThat(problem.code()).isEqualTo(ErrorCode.RELEASE_UNKNOWN);
        assertThat(problem.expected()).isEqualTo("one of [1.3.0, 1.4.0]");
        assertThat(problem.remedy()).endsWith("scripts/upgrade.sh 1.4.0");
        assertThat(runner.lines()).isEmpty();
    }

    @Test
    void withoutADigestNothingIsPulled() {
        registry.tags("{\"tags\":[\"1.5.0\"]}").answers("/v2/piprio/release/manifests/1.5.0", 200, "");

        OperatorException problem = problemOf(() -> releases.fetch(TARGET));

        assertThat(problem.code()).isEqualTo(ErrorCode.REGISTRY_UNREACHABLE);
        assertThat(problem.found()).isEqualTo("HTTP status 200 without a digest for piprio/release:1.5.0");
        assertThat(runner.lines()).isEmpty();
    }

    @Test
    void aReleaseImageWithoutDigestsIsMalformed() {
        publish("");

        OperatorException problem = problemOf(() -> releases.fetch(TARGET));

        assertThat(problem.code()).isEqualTo(ErrorCode.RELEASE_MALFORMED);
        assertThat(problem.found()).isEqualTo("release.yaml names 1.5.0 and 0 image digests");
    }

    @Test
    void aReleaseImageUnderAnotherTagIsMalformed() {
        publish(IMAGES);
        ReleaseVersion other = ReleaseVersion.parse("1.6.0");
        registry.tags("{\"tags\":[\"1.6.0\"]}").manifest("piprio/release", "1.6.0", "sha256:feed");

        OperatorException problem = problemOf(() -> releases.fetch(other));

        assertThat(problem.code()).isEqualTo(ErrorCode.RELEASE_MALFORMED);
        assertThat(problem.found()).startsWith("release.yaml names 1.5.0");
    }

    @Test
    void aReleaseFileThatCannotBeReadIsMalformed() {
        publish("unknown: key\n");

        OperatorException problem = problemOf(() -> releases.fetch(TARGET));

        assertThat(problem.code()).isEqualTo(ErrorCode.RELEASE_MALFORMED);
        assertThat(problem.found()).contains("unknown");
    }

    @Test
    void aReleaseImageThatLacksAFileIsMalformed() {
        publish(IMAGES);
        runner.on("docker cp", command -> {
            Path target = Path.of(command.argv().get(3));
            ProcessResult copied = copyRelease(command, IMAGES);
            try {
                Files.delete(target.resolve("haproxy.cfg"));
                Files.delete(target.resolve(SignedFiles.MANIFEST));
                Files.delete(target.resolve(SignedFiles.SIGNATURE));
                publisher.sign(target);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return copied;
        });

        OperatorException problem = problemOf(() -> releases.fetch(TARGET));

        assertThat(problem.code()).isEqualTo(ErrorCode.RELEASE_MALFORMED);
        assertThat(problem.found()).contains("haproxy.cfg");
    }

    @Test
    void aReleaseThatWasChangedInTheRegistryIsNotEvenRead() {
        publish(IMAGES);
        runner.on("docker cp", command -> {
            ProcessResult copied = copyRelease(command, IMAGES);
            try {
                Files.writeString(Path.of(command.argv().get(3)).resolve("release.yaml"), "not: [yaml");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return copied;
        });

        OperatorException problem = problemOf(() -> releases.fetch(TARGET));

        assertThat(problem.code()).isEqualTo(ErrorCode.RELEASE_ALTERED);
        assertThat(problem.found()).isEqualTo("release.yaml was changed");
        assertThat(problemOf(() -> releases.catalogue(TARGET, folder -> folder)).code())
                .isEqualTo(ErrorCode.RELEASE_ALTERED);
    }

    @Test
    void aTagThatWasMovedIsRefusedEvenWhenTheDigestIsThere() {
        registry.manifest("piprio/api", "sha256:aa", "sha256:aa").manifest("piprio/api", "1.5.0", "sha256:bb");
        ImagePin pin = new ImagePin(registry.address() + "/piprio/api", "1.5.0", "sha256:aa");

        OperatorException problem = problemOf(() -> releases.offers(pin));

        assertThat(problem.code()).isEqualTo(ErrorCode.DIGEST_MISMATCH);
        assertThat(problem.found()).isEqualTo("sha256:bb");
    }

    @Test
    void offersAnImageOnlyUnderItsDigest() {
        registry.manifest("piprio/api", "sha256:aa", "sha256:aa");

        assertThat(releases.offers(new ImagePin(registry.address() + "/piprio/api", "1.5.0", "sha256:aa")))
                .isTrue();
        assertThat(releases.offers(new ImagePin(registry.address() + "/piprio/api", "1.5.0", "sha256:bb")))
                .isFalse();
        assertThat(registry.requests())
                .containsExactly(
                        "HEAD /v2/piprio/api/manifests/1.5.0",
                        "HEAD /v2/piprio/api/manifests/sha256:aa",
                        "HEAD /v2/piprio/api/manifests/1.5.0",
                        "HEAD /v2/piprio/api/manifests/sha256:bb");
    }

    @Test
    void aBrokenRegistryDoesNotCountAsAMissingImage() {
        registry.answers("/v2/piprio/api/manifests/sha256:aa", 500, "");
        ImagePin pin = new ImagePin(registry.address() + "/piprio/api", "1.5.0", "sha256:aa");

        assertThat(problemOf(() -> releases.offers(pin)).code()).isEqualTo(ErrorCode.REGISTRY_UNREACHABLE);
    }

    /** Publishes release 1.5.0 of this repository, with the given text at the end of its release.yaml. */
    private void publish(String images) {
        registry.tags("{\"tags\":[\"1.4.0\",\"1.5.0\"]}").manifest("piprio/release", "1.5.0", "sha256:feed");
        runner.failing("docker image inspect", "No such image")
                .on("docker version", "{\"Server\":{\"Version\":\"27.1\"}}")
                .on("docker pull", "")
                .on("docker create", "made\n")
                .on("docker rm", "")
                .on("docker cp", command -> copyRelease(command, images));
    }

    private ProcessResult copyRelease(Command command, String images) {
        Path target = Path.of(command.argv().get(3));
        try {
            Files.writeString(target.resolve("release.yaml"), Repository.read("releases/1.5.0/release.yaml") + images);
            Files.writeString(target.resolve("docker-compose.onprem.yml"), "services: {}");
            Files.writeString(target.resolve("haproxy.cfg"), "# proxy");
            for (Release release : Catalogue.read(Repository.releases()).releases()) {
                if (release.version().isAfter(TARGET)) {
                    break;
                }
                String version = release.version().toString();
                Path folder =
                        Files.createDirectories(target.resolve("catalogue").resolve(version));
                Files.writeString(
                        folder.resolve("release.yaml"), Repository.read("releases/" + version + "/release.yaml"));
                Files.writeString(
                        folder.resolve("openapi.json"), Repository.read("releases/" + version + "/openapi.json"));
            }
            publisher.sign(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ProcessResult(0, "", "");
    }
}
