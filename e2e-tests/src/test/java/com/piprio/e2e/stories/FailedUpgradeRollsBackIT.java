package com.piprio.e2e.stories;

import static com.piprio.e2e.release.ReleaseRecipe.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.Run;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.DatabaseState;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.Snapshot;
import com.piprio.e2e.state.Snapshot.Aspect;
import com.piprio.e2e.state.StoredHoldings;
import com.piprio.e2e.traffic.Traffic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Upgrades that fail after something was applied: each way back is the cheapest that loses least, and it works. */
@Scenario
class FailedUpgradeRollsBackIT {

    private static final String BROKEN = "SELECT no_such_function();";

    private final Platform platform;
    private Installation installation;

    FailedUpgradeRollsBackIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void install() {
        installation = platform.installWithData("1.4.0");
    }

    @Test
    @Order(1)
    void afterAnOfflineMigrationTheBundleIsRestored() {
        platform.publish(release("1.4.2", "1.4.0")
                .offline("rename_size", "ALTER TABLE documents RENAME COLUMN size_bytes TO byte_count;")
                .online("broken", BROKEN));
        Snapshot before = Snapshot.of(installation);

        Run upgrade = installation.upgrade("1.4.2").expectExit(5).expectError("UPG-403");
        upgrade.expectOutput("scripts/rollback.sh").expectOutput("1.4.2.1");

        // Not by accident: without the domain nothing is restored, and a new upgrade does not start.
        Snapshot failed = Snapshot.of(installation);
        installation.rollback().expectRefusal("UPG-505");
        installation.rollback("--confirm-domain", "other.example.org").expectRefusal("UPG-504");
        installation
                .upgrade("1.4.2")
                .expectExit(6)
                .expectOutput("scripts/rollback.sh")
                .expectOutput("scripts/resume.sh");
        failed.expectSame(installation, Aspect.DATABASE, Aspect.OBJECTS, Aspect.SETTINGS);

        installation.rollback("--confirm-domain", installation.domain()).expectExit(4);
        RunningReleases.expect(installation, "1.4.0");
        before.expectSame(installation, Aspect.DATABASE, Aspect.OBJECTS, Aspect.SETTINGS);
    }

    @Test
    @Order(2)
    void aTargetThatNeverGetsReadyIsLeftAgain() {
        platform.publish(release("1.4.3", "1.4.0").image("worker", "ENV QUARKUS_HTTP_PORT=8081"));
        Snapshot before = Snapshot.of(installation);

        installation.upgrade("1.4.3", "--health-budget", "20s").expectExit(5).expectError("UPG-402");
        installation.rollback().expectExit(4);

        RunningReleases.expect(installation, "1.4.0");
        before.expectSame(installation, Aspect.DATABASE, Aspect.OBJECTS, Aspect.SETTINGS);
    }

    @Test
    @Order(3)
    void afterAnOnlineMigrationTheOldImagesDoAndNoWriteIsLost() {
        platform.publish(release("1.4.4", "1.4.0")
                .online("add_note", "ALTER TABLE jobs ADD COLUMN note text;")
                .online("broken", BROKEN));
        Traffic traffic = platform.traffic(installation).awaitGood(60);

        installation.upgrade("1.4.4", "--on-failure", "rollback").expectExit(4);

        traffic.awaitGood(traffic.report().total() + 20).stop();
        RunningReleases.expect(installation, "1.4.0");
        // Also what was acknowledged after the backup: the database was not replaced.
        traffic.ledger().expectKept(StoredHoldings.whenIdle(installation));
        assertThat(DatabaseState.of(installation).appliedMigrations()).endsWith("1.4.4.1");
    }
}
