package com.piprio.e2e.stories;

import static com.piprio.e2e.release.ReleaseRecipe.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.Snapshot;
import com.piprio.e2e.state.StoredHoldings;
import com.piprio.e2e.traffic.Traffic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A release that wants a stop on the way: refused with the whole path, then walked hop by hop, and nothing is lost. */
@Scenario
class RequiredStopIT {

    private static final String SOURCE = "1.3.0";
    private static final String STOP = "1.4.0";
    private static final String GOAL = "1.4.5";
    private static final String WITHDRAWN = "1.4.6";

    private final Platform platform;
    private Installation installation;
    private Snapshot before;

    RequiredStopIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void publishAndInstall() {
        platform.publish(release(GOAL, STOP)
                .online("add_note", "ALTER TABLE jobs ADD COLUMN note text;")
                .change(yaml -> yaml.put("upgrade", Map.of("lowestSource", SOURCE, "stops", List.of(STOP)))));
        Map<String, String> withdrawal = Map.of("version", WITHDRAWN, "reason", "it loses labels");
        platform.publish(release(WITHDRAWN, STOP)
                .change(yaml -> yaml.put("upgrade", Map.of("lowestSource", SOURCE, "withdrawn", List.of(withdrawal)))));
        installation = platform.installWithData(SOURCE);
        before = Snapshot.of(installation);
    }

    @Test
    @Order(1)
    void itIsNotSkippedAndThePathIsNamed() {
        installation
                .plan(GOAL)
                .expectExit(0)
                .expectOutput("1.3.0 -> 1.4.0  migrations 4, offline 0")
                .expectOutput("1.4.0 -> 1.4.5  migrations 1, offline 0");
        installation
                .upgrade(GOAL)
                .expectRefusal("UPG-310")
                .expectOutput("1.3.0 -> 1.4.0 -> 1.4.5")
                .expectOutput("scripts/upgrade.sh 1.4.0 ")
                .expectOutput("scripts/upgrade.sh 1.4.5 --through-stops");
        before.expectUnchanged(installation);
    }

    @Test
    @Order(2)
    void aWithdrawnReleaseIsNoTarget() {
        installation
                .upgrade(WITHDRAWN)
                .expectRefusal("UPG-311")
                .expectOutput("it loses labels")
                .expectOutput("take release 1.5.0 instead");
        before.expectUnchanged(installation);
    }

    @Test
    @Order(3)
    void bothHopsInOneCommandAndNobodyNotices() {
        List<Path> bundles = installation.bundles();
        Traffic traffic = platform.traffic(installation).awaitGood(60);

        installation
                .upgrade(GOAL, "--through-stops", "--settle", "3s", "--worker-pause", "0s")
                .expectExit(0)
                .expectOutput("Now hop 1 of 2, 1.3.0 -> 1.4.0")
                .expectOutput("Release 1.4.0 runs")
                .expectOutput("Now hop 2 of 2, 1.4.0 -> 1.4.5")
                .expectOutput("Release 1.4.5 runs");

        traffic.awaitGood(traffic.report().total() + 20).stop().expectNoFailure(100);
        RunningReleases.expect(installation, GOAL);
        traffic.ledger().expectKept(StoredHoldings.whenIdle(installation));
        assertThat(installation.bundles()).hasSize(bundles.size() + 2);
    }

    @Test
    @Order(4)
    void theWayBackIsOneHop() {
        installation.rollback().expectExit(4);
        RunningReleases.expect(installation, STOP);
        installation.rollback().expectRefusal("UPG-211");
    }
}
