package com.piprio.e2e.stories;

import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.Snapshot;
import com.piprio.e2e.state.Snapshot.Aspect;
import com.piprio.e2e.state.StoredHoldings;
import com.piprio.e2e.traffic.Traffic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The upgrader is killed on its way. Afterwards there are two ends, all source or all target, and nothing is lost. */
@Scenario
class InterruptedUpgradeIT {

    private final Platform platform;
    private final String source = "1.4.0";
    private final String target;
    private Installation installation;

    InterruptedUpgradeIT(Platform platform) {
        this.platform = platform;
        this.target = platform.newest();
    }

    @BeforeAll
    void installTheSource() {
        installation = platform.installWithData(source);
    }

    @Test
    @Order(1)
    void killedWhileTheApiIsReplacedItCanGoBack() {
        Snapshot before = Snapshot.of(installation);
        installation.upgradeKilledAt("replace-api", target);

        installation.status().expectExit(5).expectOutput("in step replace-api").expectOutput("scripts/resume.sh");
        installation.script("history").expectExit(0).expectOutput("was killed or lost its power in step replace-api");
        installation
                .upgrade(target)
                .expectExit(6)
                .expectOutput("scripts/resume.sh")
                .expectOutput("scripts/rollback.sh");
        installation.rollback("--confirm-domain", installation.domain()).expectExit(4);

        RunningReleases.expect(installation, source);
        StoredHoldings.whenIdle(installation);
        before.expectSame(installation, Aspect.DATABASE, Aspect.OBJECTS, Aspect.SETTINGS);
    }

    @Test
    @Order(2)
    void killedWhileWorkersAreReplacedItCanGoOn() {
        Traffic traffic = platform.traffic(installation).awaitGood(30);
        installation.upgradeKilledAt("replace-workers", target);

        installation.script("resume").expectExit(0);
        installation.script("resume").expectExit(3).expectOutput("UPG-211");

        traffic.awaitGood(traffic.report().total() + 20).stop();
        RunningReleases.expect(installation, target);
        traffic.ledger().expectKept(StoredHoldings.whenIdle(installation));
    }
}
