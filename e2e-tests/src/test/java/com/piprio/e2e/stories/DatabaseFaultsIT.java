package com.piprio.e2e.stories;

import static com.piprio.e2e.release.ReleaseRecipe.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.e2e.docker.Engine;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.Processes;
import com.piprio.e2e.scenario.Nightly;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.DatabaseState;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.Snapshot;
import com.piprio.e2e.state.Snapshot.Aspect;
import com.piprio.e2e.state.StoredHoldings;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The database goes away in the middle of a migration: what that one did is rolled back, and the upgrade ends on the source
 * or on the target, whichever the operator wants.
 */
@Nightly
@Scenario
class DatabaseFaultsIT {

    private static final String SOURCE = "1.4.0";
    private static final String TARGET = "1.4.12";
    private static final String IN_THE_MIDDLE =
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(10)%' AND pid <> pg_backend_pid()";

    private final Platform platform;
    private Installation installation;

    DatabaseFaultsIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void install() {
        installation = platform.installWithData(SOURCE);
        platform.publish(release(TARGET, SOURCE)
                .online("slow", "ALTER TABLE jobs ADD COLUMN remark text; SELECT pg_sleep(10);"));
    }

    private Processes.Started inTheMiddleOfTheMigration() {
        Processes.Started upgrade = installation.start("upgrade", TARGET, "--settle", "1s", "--worker-pause", "0s");
        installation.awaitStep(upgrade, "replace-api");
        Awaitility.await("the migration is at work")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() ->
                        !DatabaseState.run(installation, IN_THE_MIDDLE).strip().equals("0"));
        return upgrade;
    }

    private String postgres() {
        return installation.compose().container("postgres").id();
    }

    @Test
    @Order(1)
    void killedAndBackOnlyAfterTheUpgradeGaveUpItCanGoBack() {
        Snapshot before = Snapshot.of(installation);
        Processes.Started upgrade = inTheMiddleOfTheMigration();
        Engine.docker("kill", postgres());

        installation
                .record(upgrade.await())
                .expectExit(5)
                .expectError("UPG-408")
                .expectOutput("went away")
                .expectOutput("migrations applied: unknown, the database does not answer")
                .expectOutput("scripts/rollback.sh")
                .expectOutput("scripts/resume.sh");

        Engine.docker("start", postgres());
        Awaitility.await("the old API is there again")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> installation.api().healthRelease("api").equals(SOURCE));
        installation.rollback().expectExit(4);
        RunningReleases.expect(installation, SOURCE);
        StoredHoldings.whenIdle(installation);
        before.expectSame(installation, Aspect.DATABASE, Aspect.OBJECTS, Aspect.SETTINGS);
    }

    @Test
    @Order(2)
    void restartedItCanGoOn() {
        List<String> documents = documents();
        Processes.Started upgrade = inTheMiddleOfTheMigration();
        Engine.docker("restart", postgres());

        installation
                .record(upgrade.await())
                .expectExit(5)
                .expectError("UPG-408")
                .expectOutput("went away");

        installation.script("resume", "--settle", "1s", "--worker-pause", "0s").expectExit(0);
        RunningReleases.expect(installation, TARGET);
        StoredHoldings.whenIdle(installation);
        assertThat(DatabaseState.of(installation).appliedMigrations()).endsWith(TARGET + ".1");
        assertThat(documents()).isEqualTo(documents);
    }

    private List<String> documents() {
        return DatabaseState.of(installation).table("documents").stream()
                .map(Object::toString)
                .sorted()
                .toList();
    }
}
