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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A release whose API wants more memory than its container may have: that is said, and the old one serves on. */
@Nightly
@Scenario
class OutOfMemoryIT {

    private static final String SOURCE = "1.4.0";
    /** Far more than the Compose file's limit, swap included, and taken at once. */
    private static final String GREEDY = "ENV JAVA_TOOL_OPTIONS=\"-Xms4g -Xmx4g -XX:+AlwaysPreTouch\"";

    private final Platform platform;
    private Installation installation;

    OutOfMemoryIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void install() {
        installation = platform.installWithData(SOURCE);
    }

    @Test
    void isNamedAsTheReason() {
        platform.publish(release("1.4.13", SOURCE).image("api", GREEDY));
        Snapshot before = Snapshot.of(installation);

        installation
                .upgrade("1.4.13")
                .expectExit(5)
                .expectError("UPG-413")
                .expectOutput("api was ended for want of memory")
                .expectOutput("api ready within 512.0 MiB")
                .expectOutput("the old api serves on")
                .expectOutput("api 1.4.0;");
        installation.rollback().expectExit(4);

        RunningReleases.expect(installation, SOURCE);
        StoredHoldings.whenIdle(installation);
        before.expectSame(installation, Aspect.DATABASE, Aspect.OBJECTS, Aspect.SETTINGS);
    }
}
