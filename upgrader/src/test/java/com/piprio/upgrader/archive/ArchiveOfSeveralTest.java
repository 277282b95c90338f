package com.piprio.upgrader.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.backup.Progress;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.PathDecision;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.Repository;
import com.piprio.upgrader.image.TestLayer;
import com.piprio.upgrader.release.Publisher;
import com.piprio.upgrader.release.ReleaseKeys;
import com.piprio.upgrader.release.ReleaseOffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A way over a stop out of one file: 1.5.0 takes no release older than 1.4.0 here, and 1.3.0 runs. */
class ArchiveOfSeveralTest {
    private static final List<String> SERVICES = List.of("api", "worker", "scheduler", "web");
    private static final ReleaseVersion SOURCE = ReleaseVersion.parse("1.3.0");
    private static final ReleaseVersion STOP = ReleaseVersion.parse("1.4.0");
    private static final ReleaseVersion GOAL = ReleaseVersion.parse("1.5.0");

    @TempDir
    private Path directory;

    /** What the images of the releases carry, in a folder for each. */
    @TempDir
    private Path carried;

    private final Publisher publisher = new Publisher();
    private Publisher publisherOfTheStop = publisher;
    private final TestArchive content = new TestArchive();
    private ReleaseArchive archive;
    private ArchiveRegistry registry;

    @AfterEach
    void stop() {
        registry.close();
        archive.close();
    }

    private ArchivedReleases open(ReleaseVersion... versions) throws IOException {
        for (ReleaseVersion version : versions) {
            String belongs = version.toString();
            for (String service : SERVICES) {
                content.image(name(service, version), "common", service + version)
                        .belongsTo(belongs);
            }
            content.release(belongs, TestLayer.of(carriedBy(version)).gzip()).belongsTo(belongs);
        }
        archive = ReleaseArchive.open(content.in(directory), Progress.none());
        registry = ArchiveRegistry.serve(archive);
        publisher.trustedBy(directory);
        return new ArchivedReleases(registry, new ReleaseKeys(directory));
    }

    private static String name(String service, ReleaseVersion version) {
        return "piprio/" + service + ":" + version;
    }

    private Path carriedBy(ReleaseVersion version) throws IOException {
        Path target = Files.createDirectory(carried.resolve(version.toString()));
        StringBuilder images = new StringBuilder("images:\n");
        for (String service : SERVICES) {
            images.append("  - {name: piprio/%s, tag: %s, digest: \"%s\"}\n"
                    .formatted(service, version, content.digestOf(name(service, version))));
        }
        Files.writeString(target.resolve("release.yaml"), description(version.toString()) + images);
        Files.writeString(target.resolve("docker-compose.onprem.yml"), "services: {}");
        Files.writeString(target.resolve("haproxy.cfg"), "# proxy");
        for (String known : version.equals(GOAL) ? List.of("1.3.0", "1.4.0", "1.5.0") : List.of("1.3.0", "1.4.0")) {
            Path folder = Files.createDirectories(target.resolve("catalogue").resolve(known));
            Files.writeString(folder.resolve("release.yaml"), description(known));
        }
        (version.equals(STOP) ? publisherOfTheStop : publisher).sign(target);
        return target;
    }

    private static String description(String version) throws IOException {
        String text = Repository.read("releases/" + version + "/release.yaml");
        return version.equals("1.5.0") ? text.replace("lowestSource: 1.3.0", "lowestSource: 1.4.0") : text;
    }

    private static OperatorException problemOf(ThrowingCallable act) {
        return assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(act)
                .actual();
    }

    @Test
    void theWayLeadsThroughTheStopOutOfTheFile() throws IOException {
        ArchivedReleases releases = open(STOP, GOAL);
        ReleaseOffer offer = new ReleaseOffer(releases);

        assertThat(offer.newest(SOURCE)).isEqualTo(GOAL);
        assertThat(offer.path(SOURCE, offer.select(GOAL)))
                .isEqualTo(new PathDecision.ThroughStops(List.of(STOP, GOAL)));
        assertThat(offer.fetch(STOP).release().version()).isEqualTo(STOP);
        assertThat(offer.lacks(SOURCE, offer.fetch(GOAL))).isEmpty();
    }

    @Test
    void whatCommandsHaveToBeToldAgainNamesTheFile() throws IOException {
        assertThat(open(STOP, GOAL).option()).isEqualTo(" --from-archive " + directory.resolve("piprio-1.5.0.tar"));
    }

    @Test
    void anArchiveWithoutTheStopSaysWhichOneItLacks() throws IOException {
        ArchivedReleases releases = open(GOAL);
        ReleaseOffer offer = new ReleaseOffer(releases);

        assertThat(offer.path(SOURCE, offer.select(GOAL))).isInstanceOf(PathDecision.Refused.class);
        OperatorException problem = offer.lacks(SOURCE, offer.fetch(GOAL)).orElseThrow();

        assertThat(problem.code()).isEqualTo(ErrorCode.PATH_NOT_SUPPORTED);
        assertThat(problem.problem())
                .isEqualTo("the archive lacks release 1.4.0, through which the way from 1.3.0 to 1.5.0 leads");
        assertThat(problem.found()).isEqualTo("an archive of release 1.5.0");
        assertThat(problem.remedy()).contains("scripts/export-release.sh 1.5.0 --with-stops-from 1.3.0");
    }

    @Test
    void nothingIsLackingWhereTheWayIsOpen() throws IOException {
        ReleaseOffer offer = new ReleaseOffer(open(GOAL));

        assertThat(offer.lacks(STOP, offer.select(GOAL))).isEmpty();
    }

    @Test
    void aStopOfSomebodyElseIsNotBelieved() throws IOException {
        publisherOfTheStop = new Publisher();
        ArchivedReleases releases = open(STOP, GOAL);

        assertThat(releases.fetch(GOAL).release().version()).isEqualTo(GOAL);
        assertThat(problemOf(() -> releases.fetch(STOP)).code()).isEqualTo(ErrorCode.RELEASE_UNTRUSTED);
    }

    @Test
    void anImageThatWasAddedToAReleaseIsRefused() throws IOException {
        content.image("piprio/more:1", "more").belongsTo("1.4.0");
        ArchivedReleases releases = open(STOP, GOAL);

        assertThat(releases.fetch(GOAL).release().version()).isEqualTo(GOAL);
        OperatorException problem = problemOf(() -> releases.fetch(STOP));
        assertThat(problem.code()).isEqualTo(ErrorCode.ARCHIVE_UNUSABLE);
        assertThat(problem.found()).isEqualTo("1 images that release 1.4.0 does not name");
    }

    @Test
    void aReleaseThatIsNotInItIsNamedWithThoseThatAre() throws IOException {
        ArchivedReleases releases = open(STOP, GOAL);

        OperatorException problem = problemOf(() -> releases.fetch(ReleaseVersion.parse("1.6.0")));

        assertThat(problem.code()).isEqualTo(ErrorCode.RELEASE_UNKNOWN);
        assertThat(problem.expected()).isEqualTo("releases 1.4.0, 1.5.0, which the archive has");
    }
}
