package com.piprio.upgrader.archive;

import static com.piprio.upgrader.archive.Opening.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.backup.Progress;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.PublishedImage;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.image.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whole archives hold, and whether that is what a release names. */
class ReleaseArchiveTest {
    private static final ReleaseVersion OLDER = ReleaseVersion.parse("1.4.0");
    private static final ReleaseVersion VERSION = ReleaseVersion.parse("1.5.0");

    @TempDir
    private Path directory;

    @Test
    void aWholeArchiveHasItsReleaseAndItsImages() throws IOException {
        TestArchive whole = TestArchive.whole();
        try (ReleaseArchive archive = open(directory, whole.bytes())) {
            assertThat(archive.versions()).hasToString("[1.5.0]");
            assertThat(archive.digest("piprio/api:1.5.0")).contains(whole.digestOf("piprio/api:1.5.0"));
            assertThat(archive.has(whole.digestOf("piprio/web:1.5.0"))).isTrue();
            String layer = TestArchive.digest(TestArchive.bytes("common"));
            assertThat(archive.size(layer)).contains(6L);
            assertThat(archive.content(layer)).hasContent("common");
            assertThat(archive.has(layer)).isFalse();
            assertThat(archive.size("sha256:../../etc/passwd")).isEmpty();
        }
    }

    @Test
    void severalReleasesShareWhatTheyHaveInCommon() throws IOException {
        TestArchive two = TestArchive.ofTwo();
        try (ReleaseArchive archive = open(directory, two.bytes())) {
            assertThat(archive.versions()).hasToString("[1.4.0, 1.5.0]");
            assertThat(archive.digest("piprio/web:1")).contains(two.digestOf("piprio/web:1"));
            assertThat(archive.digest("piprio/postgres:17"))
                    .as("a name that means two images")
                    .isEmpty();
            assertThat(archive.has(two.digestOf("piprio/postgres:17"))).isTrue();
        }
    }

    @Test
    void anImageOfSeveralMachinesIsWholeWithAllOfThem() throws IOException {
        TestArchive whole = TestArchive.whole();
        ObjectNode index = Descriptor.JSON.createObjectNode().put("schemaVersion", 2);
        String api = whole.digestOf("piprio/api:1.5.0");
        try (ReleaseArchive archive = open(directory, whole.bytes())) {
            index.putArray("manifests")
                    .add(new Descriptor(
                                    TestArchive.IMAGE, api, archive.size(api).orElseThrow(), null, true)
                            .write());
        }

        try (ReleaseArchive archive =
                open(directory, whole.manifest("piprio/both:1", index).bytes())) {
            assertThat(archive.digest("piprio/both:1")).isPresent();
        }
    }

    @Test
    void saysHowFarItIs() throws IOException {
        byte[] whole = TestArchive.whole().bytes();
        StringBuilder said = new StringBuilder();
        ReleaseArchive.open(
                        Files.write(directory.resolve("archive.tar"), whole),
                        (what, done, total) -> said.append(what).append(done <= total && total == whole.length))
                .close();

        assertThat(said).contains("checking the archivetrue").doesNotContain("false");
    }

    @Test
    void anArchiveThatIsNotThereIsTheOperatorsToFind() {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> ReleaseArchive.open(directory.resolve("none.tar"), Progress.none()))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.FILE_UNREADABLE));
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> ReleaseArchive.open(directory, Progress.none()))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.FILE_UNREADABLE));
    }

    @Test
    void hasExactlyTheImagesThatTheReleaseNames() throws IOException {
        TestArchive whole = TestArchive.whole();
        PublishedImage api = new PublishedImage("piprio/api", "1.5.0", whole.digestOf("piprio/api:1.5.0"));
        PublishedImage web = new PublishedImage("piprio/web", "1.5.0", whole.digestOf("piprio/web:1.5.0"));
        PublishedImage worker = new PublishedImage("piprio/worker", "1.5.0", web.digest());
        PublishedImage other = new PublishedImage("piprio/web", "1.5.0", api.digest());
        try (ReleaseArchive archive = open(directory, whole.bytes())) {
            archive.requireImages(VERSION, List.of(api, web));

            assertUnfit(archive, VERSION, List.of(api, web, worker), "piprio/worker:1.5.0 is missing");
            assertUnfit(
                    archive,
                    VERSION,
                    List.of(api, other),
                    "piprio/web:1.5.0 is not the image that release 1.5.0 names");
            assertUnfit(archive, VERSION, List.of(api), "1 images that release 1.5.0 does not name");
        }
    }

    @Test
    void eachReleaseHasExactlyTheImagesThatItNames() throws IOException {
        TestArchive two = TestArchive.ofTwo();
        PublishedImage api = new PublishedImage("piprio/api", "1.4.0", two.digestOf("piprio/api:1.4.0"));
        PublishedImage database = new PublishedImage("piprio/postgres", "17", two.digestOf("piprio/postgres:17"));
        PublishedImage web = new PublishedImage("piprio/web", "1", two.digestOf("piprio/web:1"));
        PublishedImage newer = new PublishedImage("piprio/api", "1.5.0", two.digestOf("piprio/api:1.5.0"));
        try (ReleaseArchive archive = open(directory, two.bytes())) {
            archive.requireImages(OLDER, List.of(api, database, web));

            assertUnfit(archive, OLDER, List.of(api, database), "1 images that release 1.4.0 does not name");
            assertUnfit(archive, OLDER, List.of(api, database, web, newer), "piprio/api:1.5.0 is missing");
            assertUnfit(
                    archive,
                    VERSION,
                    List.of(newer, database, web),
                    "piprio/postgres:17 is not the image that release 1.5.0 names");
        }
    }

    private static void assertUnfit(
            ReleaseArchive archive, ReleaseVersion version, List<PublishedImage> images, String found) {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> archive.requireImages(version, images))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.ARCHIVE_UNUSABLE);
                    assertThat(problem.found()).isEqualTo(found);
                });
    }
}
