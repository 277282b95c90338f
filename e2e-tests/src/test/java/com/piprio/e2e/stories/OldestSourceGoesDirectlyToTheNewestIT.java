package com.piprio.e2e.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.DatabaseState;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.Snapshot;
import com.piprio.e2e.state.Snapshot.Aspect;
import com.piprio.e2e.state.StoredHoldings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The longest supported path in one upgrade without naming the target, and back by hand as the pages describe it. */
@Scenario
class OldestSourceGoesDirectlyToTheNewestIT {

    private final Platform platform;
    private final String source;
    private final String target;
    private Installation installation;
    private Snapshot before;

    OldestSourceGoesDirectlyToTheNewestIT(Platform platform) {
        this.platform = platform;
        this.target = platform.newest();
        this.source = platform.sources(target).get(0);
    }

    @BeforeAll
    void installTheSource() {
        installation = platform.installWithData(source);
        before = Snapshot.of(installation);
    }

    @Test
    @Order(1)
    void withoutAnArgumentTheNewestPublishedReleaseIsTheTarget() {
        installation.upgrade().expectExit(0).expectOutput(target);
        RunningReleases.expect(installation, target);
        assertThat(DatabaseState.of(installation).appliedMigrations())
                .startsWith(before.database().appliedMigrations().toArray(String[]::new))
                .hasSizeGreaterThan(before.database().appliedMigrations().size());
        assertThat(installation
                        .api()
                        .request()
                        .get("/api/v1/documents")
                        .path("items.size()")
                        .toString())
                .isEqualTo(Integer.toString(before.database().table("documents").size()));
    }

    @Test
    @Order(2)
    void backOutByHandEndsAsARollbackDoes() {
        installation.env().set("PIPRIO_VERSION", source);
        installation.compose().up();
        installation
                .restore(installation.newestBundle().toString(), "--confirm-domain", installation.domain())
                .expectExit(0);
        installation.compose().awaitHealthy();
        RunningReleases.expect(installation, source);
        StoredHoldings.whenIdle(installation);
        before.expectSame(installation, Aspect.DATABASE, Aspect.OBJECTS, Aspect.SETTINGS);
    }
}
