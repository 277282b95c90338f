package com.piprio.e2e.stories;

import static com.piprio.e2e.release.ReleaseRecipe.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.e2e.docker.Engine;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.scenario.Nightly;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A host that reaches no registry, and a stop on the way: both hops come out of one file. */
@Nightly
@Scenario
class OfflineWalkIT {

    private static final String SOURCE = "1.3.0";
    private static final String STOP = "1.4.0";
    private static final String GOAL = "1.4.31";

    private final Platform platform;
    private Installation installation;
    private Path both;
    private Path goalAlone;
    private Snapshot before;

    OfflineWalkIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void publishAndInstall() {
        platform.publish(release(GOAL, STOP)
                .change(yaml -> yaml.put("upgrade", Map.of("lowestSource", SOURCE, "stops", List.of(STOP)))));
        installation = platform.installWithData(SOURCE);
        both = installation.directory().resolveSibling("both.tar");
        goalAlone = installation.directory().resolveSibling("goal.tar");
        before = Snapshot.of(installation);
    }

    /** Under the port of an archive there is a name for each image and no tag, which nobody else takes away. */
    @AfterAll
    void forgetImagesOfArchives() throws IOException {
        Files.deleteIfExists(both);
        Files.deleteIfExists(goalAlone);
        Engine.forgetDigests("127.0.0.1:*/piprio/*");
    }

    @Test
    @Order(1)
    void theWayIsExportedWithItsStopsAndWhatTheyShareIsThereOnce() throws IOException {
        installation
                .script("export-release", GOAL, "--with-stops-from", SOURCE, "-o", both.toString())
                .expectExit(0)
                .expectOutput("Releases 1.4.0, 1.4.31 are in ");
        installation
                .script("export-release", GOAL, "-o", goalAlone.toString())
                .expectExit(0)
                .expectOutput("Release 1.4.31 is in ");

        assertThat(Files.size(both)).isLessThan(2 * Files.size(goalAlone));
    }

    @Test
    @Order(2)
    void theStopIsNotSkippedAndAFileWithoutItSaysSo() {
        platform.registry().whileStopped(() -> {
            installation
                    .upgrade("--from-archive", both.toString())
                    .expectRefusal("UPG-310")
                    .expectOutput("scripts/upgrade.sh 1.4.31 --from-archive " + both + " --through-stops");
            installation
                    .upgrade("--from-archive", goalAlone.toString(), "--through-stops")
                    .expectRefusal("UPG-304")
                    .expectOutput("the archive lacks release 1.4.0")
                    .expectOutput("scripts/export-release.sh 1.4.31 --with-stops-from 1.3.0");
        });
        before.expectUnchanged(installation);
    }

    @Test
    @Order(3)
    void bothHopsNeedNoRegistry() {
        platform.registry().whileStopped(() -> {
            installation
                    .upgrade(
                            "--from-archive",
                            both.toString(),
                            "--through-stops",
                            "--settle",
                            "3s",
                            "--worker-pause",
                            "0s")
                    .expectExit(0)
                    .expectOutput("Release 1.4.0 runs")
                    .expectOutput("Release 1.4.31 runs");
            RunningReleases.expect(installation, GOAL);
        });
    }
}
