package com.piprio.upgrader.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.compose.RegistryLogins;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.Catalogue;
import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.Repository;
import com.piprio.upgrader.image.TestLayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    /** What the image of the release carries. */
    @TempDir
    private Path carried;

    private final FakeRegistry registry = new FakeRegistry();
    private final List<Duration> pauses = new ArrayList<>();
    private final Publisher publisher = new Publisher();
    private RegistryReleases releases;

    @BeforeEach
    void trustThePublisher() {
        publisher.trustedBy(directory);
        releases = new RegistryReleases(
                registry.address(), new ReleaseKeys(directory), RegistryLogins.none(), pauses::add);
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
    void readsWhatTheImageCarries() throws IOException {
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
        assertThat(registry.requests())
                .hasSize(2)
                .startsWith("GET /v2/piprio/release/manifests/1.5.0")
                .last()
                .asString()
                .startsWith("GET /v2/piprio/release/blobs/sha256:");
    }

    @Test
    void theFolderOfACatalogueIsPrivateAndGoneAfterwards() throws IOException {
        publish(IMAGES);

        Path folder = releases.catalogue(TARGET, catalogue -> {
            assertThat(catalogue.resolve("1.4.0/release.yaml")).isRegularFile();
            assertThat(permissions(catalogue.resolveSibling("."))).isEqualTo("rwx------");
            return catalogue;
        });

        assertThat(folder.resolveSibling(".")).doesNotExist();
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void bringsTheApiDocumentOfEveryReleaseUpToItsOwn() throws IOException {
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
    void onlyTheImagesOfServicesFollowTheRelease() throws IOException {
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
    }

    @Test
    void aReleaseThatIsListedAndNotThereLacksItsImage() {
        registry.tags("{\"tags\":[\"1.5.0\"]}");

        OperatorException problem = problemOf(() -> releases.fetch(TARGET));

        assertThat(problem.code()).isEqualTo(ErrorCode.IMAGE_MISSING);
        assertThat(problem.expected()).isEqualTo("piprio/release/manifests/1.5.0");
    }

    @Test
    void aReleaseImageWithoutDigestsIsMalformed() throws IOException {
        publish("");

        OperatorException problem = problemOf(() -> releases.fetch(TARGET));

        assertThat(problem.code()).isEqualTo(ErrorCode.RELEASE_MALFORMED);
        assertThat(problem.found()).isEqualTo("release.yaml names 1.5.0 and 0 image digests");
    }

    @Test
    void aReleaseImageUnderAnotherTagIsMalformed() throws IOException {
        publish(IMAGES);
        ReleaseVersion other = ReleaseVersion.parse("1.6.0");
        pushAs("1.6.0");

        OperatorException problem = problemOf(() -> releases.fetch(other));

        assertThat(problem.code()).isEqualTo(ErrorCode.RELEASE_MALFORMED);
        assertThat(problem.found()).startsWith("release.yaml names 1.5.0");
    }

    @Test
    void aReleaseFileThatCannotBeReadIsMalformed() throws IOException {
        publish("unknown: key\n");

        OperatorException problem = problemOf(() -> releases.fetch(TARGET));

        assertThat(problem.code()).isEqualTo(ErrorCode.RELEASE_MALFORMED);
        assertThat(problem.found()).contains("unknown");
    }

    @Test
    void aReleaseImageThatLacksAFileIsMalformed() throws IOException {
        publish(IMAGES);
        Files.delete(carried.resolve("haproxy.cfg"));
        Files.delete(carried.resolve(SignedFiles.MANIFEST));
        Files.delete(carried.resolve(SignedFiles.SIGNATURE));
        publisher.sign(carried);
        pushAs("1.5.0");

        OperatorException problem = problemOf(() -> releases.fetch(TARGET));

        assertThat(problem.code()).isEqualTo(ErrorCode.RELEASE_MALFORMED);
        assertThat(problem.found()).contains("haproxy.cfg");
    }

    @Test
    void aReleaseThatWasChangedInTheRegistryIsNotEvenRead() throws IOException {
        publish(IMAGES);
        byte[] signed = TestLayer.of(carried).gzip();
        registry.image(
                "piprio/release",
                "1.5.0",
                signed,
                new TestLayer().file("release/release.yaml", "not: [yaml").gzip());

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
    private void publish(String images) throws IOException {
        registry.tags("{\"tags\":[\"1.4.0\",\"1.5.0\"]}");
        Files.writeString(carried.resolve("release.yaml"), Repository.read("releases/1.5.0/release.yaml") + images);
        Files.writeString(carried.resolve("docker-compose.onprem.yml"), "services: {}");
        Files.writeString(carried.resolve("haproxy.cfg"), "# proxy");
        for (Release release : Catalogue.read(Repository.releases()).releases()) {
            if (release.version().isAfter(TARGET)) {
                break;
            }
            String version = release.version().toString();
            Path folder = Files.createDirectories(carried.resolve("catalogue").resolve(version));
            for (String file : List.of("release.yaml", "openapi.json")) {
                Files.writeString(folder.resolve(file), Repository.read("releases/" + version + "/" + file));
            }
        }
        publisher.sign(carried);
        pushAs("1.5.0");
    }

    private void pushAs(String tag) {
        registry.image("piprio/release", tag, TestLayer.of(carried).gzip());
    }
}
