package com.piprio.e2e.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.e2e.docker.Engine;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.installation.OpenPage;
import com.piprio.e2e.process.Processes;
import com.piprio.e2e.process.Run;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.DatabaseState;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.Snapshot;
import com.piprio.e2e.state.Snapshot.Aspect;
import com.piprio.e2e.state.StoredHoldings;
import com.piprio.e2e.traffic.Traffic;
import com.piprio.e2e.traffic.TrafficReport;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The life of an upgrade that works: users notice at most a pause, a second run has nothing to do, restarts stay on the
 * new release, the way back is exact, and the way forward is open again.
 *
 * <p>{@code -Dupgrade.from=} and {@code -Dupgrade.to=} choose the path; the default leads from the release before the
 * newest to the newest.
 */
@Scenario
class UpgradeUnderLoadIT {

    private static final System.Logger LOG = System.getLogger("e2e");
    private static final Duration WORST_LATENCY = Duration.ofSeconds(25);

    private final Platform platform;
    private final String source;
    private final String target;
    private Installation installation;
    private Snapshot before;
    private OpenPage sourcePage;
    private OpenPage targetPage;
    private Traffic traffic;
    private Instant upgradeStarted;

    UpgradeUnderLoadIT(Platform platform) {
        this.platform = platform;
        this.target = System.getProperty("upgrade.to", platform.newest());
        List<String> sources = platform.sources(target);
        this.source = System.getProperty("upgrade.from", sources.get(sources.size() - 1));
    }

    @BeforeAll
    void installTheSource() {
        installation = platform.installWithData(source);
        before = Snapshot.of(installation);
        sourcePage = OpenPage.at(installation.address());
    }

    @Test
    @Order(1)
    void noRequestFailsAndNothingIsLost() {
        Run plan = installation.plan(target).expectExit(0);
        LOG.log(System.Logger.Level.INFO, "{0} to {1} under load\n{2}", source, target, plan.stdout());
        traffic = platform.traffic(installation).awaitGood(60);

        upgradeStarted = Instant.now();
        Run upgrade = installation.upgrade(target).expectExit(0).expectOutput("API pause:");
        traffic.awaitGood(traffic.report().total() + 40);
        TrafficReport report = traffic.stop();

        LOG.log(System.Logger.Level.INFO, "{0}\n{1}", upgrade.stdout(), report.printed());
        report.expectNoFailure(300).expectWorstLatency(WORST_LATENCY);
        traffic.ledger().expectKept(StoredHoldings.whenIdle(installation));
        RunningReleases.expect(installation, target);
        RunningReleases.expectDigests(installation, platform.registry(), target);
    }

    @Test
    @Order(2)
    void pagesThatWereOpenFindTheirAssets() {
        targetPage = OpenPage.at(installation.address());
        assertThat(sourcePage.assets()).isNotEqualTo(targetPage.assets());
        sourcePage.expectItsAssets();
    }

    @Test
    @Order(3)
    void aSecondRunChangesNothing() {
        Snapshot upgraded = Snapshot.of(installation);
        installation.upgrade(target).expectExit(0);
        upgraded.expectUnchanged(installation);
    }

    @Test
    @Order(4)
    void aRestartedApiSkipsEveryMigration() {
        int applied = DatabaseState.of(installation).appliedMigrations().size();
        installation.compose().restart("api");
        installation.compose().awaitHealthy();
        assertThat(installation.compose().logs("api")).contains("migrations: 0 applied, " + applied + " skipped");
    }

    @Test
    @Order(5)
    void composeUpByHandStaysOnTheTarget() {
        Snapshot upgraded = Snapshot.of(installation);
        installation.compose().up().expectExit(0);
        installation.compose().awaitHealthy();
        RunningReleases.expect(installation, target);
        upgraded.expectUnchanged(installation);
    }

    @Test
    @Order(6)
    void aRollbackReturnsToTheStateBeforeTheUpgrade() {
        // Nothing runs the source's images any more; an operator who tidies up has removed them.
        Engine.forgetImages(platform.registry().address() + "/*/*:" + source);
        installation.rollback("--confirm-domain", installation.domain()).expectExit(4);
        RunningReleases.expect(installation, source);
        sourcePage.expectItsAssets();
        targetPage.expectItsAssets();
        // What users wrote between the snapshot and the backup is there as well: nothing else may differ.
        traffic.ledger().before(upgradeStarted).expectKept(StoredHoldings.whenIdle(installation));
        Snapshot after = Snapshot.of(installation).without(traffic.marker());
        assertThat(after.differencesFrom(before, EnumSet.of(Aspect.DATABASE, Aspect.OBJECTS, Aspect.SETTINGS)))
                .isEmpty();
    }

    /** With the third cut-over: clients get an honest answer, which comes and goes with the pause. */
    @Test
    @Order(7)
    void anUpgradeWorksAgainAndOnlyOneAtATime() {
        List<Path> bundles = installation.bundles();
        Processes.Started upgrade = installation.start("upgrade", target, "--cutover", "maintenance");
        installation.awaitStep(upgrade, "create-backup");
        installation.upgrade(target).expectExit(6).expectError("UPG-208");

        String text = "Piprio moves to release " + target;
        Response refused = Awaitility.await("the API answers with maintenance")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> installation.api().request().get("/api/v1/platform"),
                        answer -> answer.statusCode() == 503);
        assertThat(refused.header("Retry-After")).isEqualTo("30");
        assertThat(refused.path("title").toString()).isEqualTo("Maintenance");
        assertThat(refused.path("detail").toString()).startsWith(text);
        Response page = installation.api().request().get("/");
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.asString()).contains(text);

        installation.record(upgrade.await()).expectExit(0).expectOutput("requests were answered with 503");
        assertThat(installation.api().request().get("/api/v1/platform").statusCode())
                .isEqualTo(200);
        RunningReleases.expect(installation, target);
        assertThat(installation.bundles()).hasSize(bundles.size() + 1);
    }
}
