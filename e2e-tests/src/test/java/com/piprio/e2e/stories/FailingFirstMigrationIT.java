package com.piprio.e2e.stories;

import static com.piprio.e2e.release.ReleaseRecipe.release;

import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.Snapshot;
import com.piprio.e2e.state.Snapshot.Aspect;
import org.junit.jupiter.api.Test;

/** A release whose first migration fails in its first statement: the old images are the whole way back. */
@Scenario
class FailingFirstMigrationIT {

    @Test
    void rollsBackWithTheOldImagesAlone(Platform platform) {
        Installation installation = platform.shared("1.4.0");
        platform.publish(release("1.4.1", "1.4.0").online("divide_by_zero", "SELECT 1 / 0;"));
        Snapshot before = Snapshot.of(installation);

        installation.upgrade("1.4.1").expectExit(5).expectError("UPG-403").expectOutput("scripts/rollback.sh");
        installation.rollback().expectExit(4);

        RunningReleases.expect(installation, "1.4.0");
        before.expectSame(installation, Aspect.DATABASE, Aspect.OBJECTS, Aspect.SETTINGS);
    }
}
