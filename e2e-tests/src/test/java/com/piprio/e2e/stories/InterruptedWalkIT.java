package com.piprio.e2e.stories;

import static com.piprio.e2e.release.ReleaseRecipe.release;

import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.scenario.Nightly;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.Snapshot;
import com.piprio.e2e.state.Snapshot.Aspect;
import com.piprio.e2e.state.StoredHoldings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The upgrader is killed in the first of two hops: the hop is finished, and the way goes on where the message says. */
@Scenario
@Nightly
class InterruptedWalkIT {

    private static final String GOAL = "1.4.7";
    private static final String ONWARDS = "scripts/upgrade.sh 1.4.7 --through-stops";

    @Test
    void resumesTheHopAndSaysHowToWalkOn(Platform platform) {
        platform.publish(release(GOAL, "1.4.0")
                .change(yaml -> yaml.put("upgrade", Map.of("lowestSource", "1.3.0", "stops", List.of("1.4.0")))));
        Installation installation = platform.installWithData("1.3.0");
        Snapshot before = Snapshot.of(installation);

        installation.upgradeKilledAt("replace-workers", GOAL, "--through-stops");
        installation.status().expectExit(5).expectOutput("on the way to 1.4.7").expectOutput(ONWARDS);
        installation.script("resume").expectExit(0).expectOutput(ONWARDS);
        RunningReleases.expect(installation, "1.4.0");

        installation.upgrade(GOAL, "--through-stops").expectExit(0).expectNoOutput("on the way to");
        RunningReleases.expect(installation, GOAL);
        StoredHoldings.whenIdle(installation);
        before.expectSame(installation, Aspect.OBJECTS);
    }
}
