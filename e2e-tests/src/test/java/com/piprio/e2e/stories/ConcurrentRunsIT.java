package com.piprio.e2e.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.e2e.docker.Engine;
import com.piprio.e2e.installation.Failpoints;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.Processes;
import com.piprio.e2e.process.Run;
import com.piprio.e2e.scenario.Nightly;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.Snapshot;
import com.piprio.e2e.state.Snapshot.Aspect;
import com.piprio.e2e.state.StoredHoldings;
import com.piprio.e2e.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Runs at the same time, images that were pruned between two runs, and a clock that was set back between them. */
@Nightly
@Scenario
class ConcurrentRunsIT {

    private static final String SOURCE = "1.4.0";

    private final Platform platform;
    private final String target;
    private Installation installation;
    private Snapshot before;

    ConcurrentRunsIT(Platform platform) {
        this.platform = platform;
        this.target = platform.newest();
    }

    @BeforeAll
    void install() {
        installation = platform.installWithData(SOURCE);
        Failpoints.lay(installation);
        before = Snapshot.of(installation);
    }

    private void refusesBecauseOf(String owner, String script, String... arguments) {
        installation
                .script(script, arguments)
                .expectExit(6)
                .expectError("UPG-208")
                .expectOutput(
                        Pattern.compile(owner + " \\d{8}T\\d{6}Z by \\S+.* on .+, process \\d+, since .+, in step"));
    }

    @Test
    @Order(1)
    void nothingBeginsWhileABackupIsMade() throws IOException {
        Processes.Started backup = installation.startWithFailpoint("create-backup:during:hang", "backup");
        installation.awaitStep(backup, "create-backup");
        refusesBecauseOf("backup", "upgrade", target);
        refusesBecauseOf("backup", "backup");
        backup.kill();
        installation.record(backup.await());

        assertThat(installation.bundles()).as("what was killed is no bundle").isEmpty();
        before.expectUnchanged(installation);
    }

    @Test
    @Order(2)
    void nothingBeginsWhileAnUpgradeRuns() {
        Processes.Started upgrade = installation.start("upgrade", target);
        installation.awaitStep(upgrade, "create-backup");
        refusesBecauseOf("upgrade", "upgrade", target);
        refusesBecauseOf("upgrade", "backup");
        installation.status().expectOutput("RUNNING NOW   upgrade");

        installation.record(upgrade.await()).expectExit(0);
        RunningReleases.expect(installation, target);
        assertThat(installation.bundles()).hasSize(1);
    }

    @Test
    @Order(3)
    void withoutTheOldImagesAndARegistryTheTargetGoesOn() {
        for (String service : Timeline.SERVICES) {
            Engine.forgetImages(platform.registry().address() + "/piprio/" + service + ":" + SOURCE);
        }

        Run rollback =
                platform.registry().whileAway(() -> installation.rollback("--confirm-domain", installation.domain()));

        rollback.expectRefusal("UPG-308").expectOutput("nothing was changed").expectOutput("api " + target);
        RunningReleases.expect(installation, target);
    }

    @Test
    @Order(4)
    void theOldImagesAreFetchedForTheWayBack() {
        installation.rollback("--confirm-domain", installation.domain()).expectExit(4);

        RunningReleases.expect(installation, SOURCE);
        StoredHoldings.whenIdle(installation);
        before.expectSame(installation, Aspect.DATABASE, Aspect.OBJECTS, Aspect.SETTINGS);
    }

    @Test
    @Order(5)
    void namesStayInOrderWhenTheClockWasSetBack() throws IOException {
        // What a run left when the clock was a day ahead.
        String ahead = "29991231T235900Z";
        Path history = installation.directory().resolve(".piprio/history");
        Files.writeString(
                history.resolve(ahead + ".json"),
                "{\"run\":\"" + ahead + "\",\"command\":\"backup\",\"source\":\"1.4.0\",\"target\":\"1.4.0\","
                        + "\"outcome\":\"succeeded\",\"exitCode\":0,\"startedAt\":\"2999-12-31T23:59:00Z\",\"seconds\":1.0}");

        installation.backup().expectExit(0);
        installation.backup().expectExit(0);

        List<Path> bundles = installation.bundles();
        assertThat(bundles.subList(bundles.size() - 2, bundles.size()))
                .extracting(bundle -> bundle.getFileName().toString())
                .containsExactly("piprio_29991231T235901Z", "piprio_29991231T235902Z");
        installation.status("--output", "json").expectExit(0).expectOutput("\"run\" : \"29991231T235902Z\"");
        installation.script("history").expectExit(0);
        installation
                .script(
                        "verify-backup",
                        bundles.get(bundles.size() - 1).getFileName().toString())
                .expectExit(0);
        installation.script("backups").expectExit(0).expectOutput("piprio_29991231T235902Z");
    }
}
