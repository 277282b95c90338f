package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.operator.ErrorCode;
import com.piprio.release.MigrationVersion;
import com.piprio.upgrader.platform.ServiceContainer;
import com.piprio.upgrader.run.UpgradeFixture.Way;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients notice of each cut-over, and what is left when the new API is no good. */
class CutoverTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    @ParameterizedTest
    @EnumSource(Way.class)
    void noRequestIsLostOnTheWayThereAndBack(Way way) {
        UpgradeFixture fixture = new UpgradeFixture(directory, way);

        assertThat(fixture.upgrade().exitCode()).isEqualTo(ExitCode.OK);
        fixture.assertAllOn(way.target);
        assertThat(fixture.rollback().exitCode()).isEqualTo(ExitCode.ROLLED_BACK);
        fixture.assertAllOn(way.source);
        // Side by side leaves the schema ahead of the source, which must not stand in the way.
        assertThat(fixture.upgrade().exitCode()).isEqualTo(ExitCode.OK);
        fixture.assertAllOn(way.target);

        assertThat(fixture.world.traffic.lost()).isEmpty();
    }

    /** The check above sees an upgrader that does not wait for requests in flight. */
    @ParameterizedTest
    @EnumSource(names = {"SIDE_BY_SIDE", "HOLD"})
    void withoutADrainRequestsAreLost(Way way) {
        UpgradeFixture fixture = new UpgradeFixture(directory, way);
        fixture.world.traffic.hideRequestsInFlight();

        fixture.upgrade();

        assertThat(fixture.world.traffic.lost())
                .anyMatch(loss -> loss.startsWith("api ") && loss.contains("in flight"));
    }

    @Test
    void aNewApiGetsMoreAndMoreOfTheRequestsAndTheFrontendAllAtOnce() {
        UpgradeFixture fixture = new UpgradeFixture(directory, Way.SIDE_BY_SIDE);

        fixture.upgrade();

        assertThat(fixture.world.traffic.shares()).containsExactly(5, 20, 50);
    }

    /** It ended under requests, which is what the settling before was for; nobody else is sent to it. */
    @Test
    void aNewApiThatEndsUnderItsFirstRequestsGetsNoMore() {
        UpgradeFixture fixture = new UpgradeFixture(directory, Way.SIDE_BY_SIDE);
        ServiceContainer old = fixture.world.platform.containers("api").get(0);
        // One look each 500 ms, and 24 of them before the first request.
        fixture.world.ailments.letDieAfter(26, "api");

        RunResult stopped = fixture.upgrade();

        assertThat(Objects.requireNonNull(stopped.problem()).code()).isEqualTo(ErrorCode.START_FAILED);
        assertThat(fixture.world.traffic.shares()).startsWith(5).doesNotContain(50);
        assertThat(fixture.world.traffic.target("api")).isEqualTo(old.address());
        assertThat(fixture.world.platform.containers("api").stream().filter(ServiceContainer::running))
                .containsExactly(old);
    }

    @Test
    void sideBySideKeepsNothingFromClients() {
        UpgradeFixture fixture = new UpgradeFixture(directory, Way.SIDE_BY_SIDE);
        fixture.upgrade();

        assertThat(fixture.timing(Timings.Kind.HOLD, "api")).isZero();
        assertThat(fixture.timing(Timings.Kind.PAUSE, "api"))
                .as("the new API has to stay ready beside the old one first")
                .isGreaterThanOrEqualTo(Settings.DEFAULT.settle());
        assertThat(fixture.world.traffic.announcements()).isEmpty();
    }

    @Test
    void maintenanceTellsClientsAtOnceAndEnds() {
        UpgradeFixture fixture = new UpgradeFixture(directory, Way.MAINTENANCE);
        fixture.upgrade();

        assertThat(fixture.world.traffic.announcements().get(0))
                .isEqualTo("Piprio moves to release 1.5.0. 0 of 4 changes of the database are done. Since 0 seconds.");
        fixture.assertAllOn(Way.MAINTENANCE.target);
    }

    @Test
    void aHoldThatLastsTooLongBecomesMaintenance() {
        UpgradeFixture fixture = new UpgradeFixture(directory, Way.HOLD);
        fixture.world.ailments.becomeReadyAfter(Duration.ofSeconds(50), "api", fixture.time);

        assertThat(fixture.upgrade().exitCode()).isEqualTo(ExitCode.OK);

        assertThat(fixture.output).anyMatch(line -> line.contains("the pause is longer than 20.0 s"));
        assertThat(fixture.world.traffic.announcements())
                .hasSizeBetween(10, 20)
                .last()
                .asString()
                .contains("4 of 4 changes of the database are done.");
        fixture.assertAllOn(Way.HOLD.target);
    }

    @Test
    void aNewApiThatIsNeverReadyCostsNothing() {
        UpgradeFixture fixture = new UpgradeFixture(directory, Way.SIDE_BY_SIDE);
        fixture.world.ailments.makeSick("api");

        failsWhileTheSourceServes(fixture, ErrorCode.HEALTH_BUDGET_PASSED);
    }

    /** Killed at whichever effect: the way back sends nobody to what the upgrade left. */
    @Test
    void aNewApiThatIsNeverReadyGetsNoRequestOnTheWayBack() {
        int effect = 1;
        while (diesAt(effect)) {
            effect++;
        }
        assertThat(effect).isGreaterThan(8);
    }

    /** False when the upgrade has no such effect. */
    private boolean diesAt(int effect) {
        UpgradeFixture fixture = new UpgradeFixture(directory, Way.SIDE_BY_SIDE);
        fixture.world.ailments.makeSick("api");
        fixture.world.effects.seed(new Fault(effect, Fault.Moment.AFTER, Fault.Kind.KILL));
        try {
            fixture.upgrade();
            return false;
        } catch (Killed e) {
            fixture.world.effects.seed(Fault.NONE);
        }
        assertThat(fixture.rollback().exitCode()).isEqualTo(ExitCode.ROLLED_BACK);
        fixture.assertAllOn(Way.SIDE_BY_SIDE.source);
        assertThat(fixture.world.traffic.lost())
                .as("killed at effect " + effect)
                .isEmpty();
        return true;
    }

    @Test
    void aNewApiThatDiesTenSecondsAfterItWasReadyCostsNothing() {
        UpgradeFixture fixture = new UpgradeFixture(directory, Way.SIDE_BY_SIDE);
        // One look each 500 ms.
        fixture.world.ailments.letDieAfter(20, "api");

        failsWhileTheSourceServes(fixture, ErrorCode.START_FAILED);
    }

    @Test
    void aNewApiThatFlapsCostsNothing() {
        UpgradeFixture fixture = new UpgradeFixture(directory, Way.SIDE_BY_SIDE);
        fixture.world.ailments.letFlap("api");

        failsWhileTheSourceServes(fixture, ErrorCode.SERVICE_UNSTABLE);
    }

    @Test
    void aNewApiThatIsReadyAndAnswersNobodyCostsNothing() {
        UpgradeFixture fixture = new UpgradeFixture(directory, Way.SIDE_BY_SIDE);
        fixture.world.ailments.letRehearsalsFail();

        failsWhileTheSourceServes(fixture, ErrorCode.SERVICE_UNSTABLE);
    }

    @Test
    void aMigrationThatFailsBesideTheOldApiCostsNothing() {
        UpgradeFixture fixture = new UpgradeFixture(directory, Way.SIDE_BY_SIDE);
        fixture.world.schema.failMigration(MigrationVersion.parse("1.4.0.2"));

        failsWhileTheSourceServes(fixture, ErrorCode.MIGRATION_FAILED);
    }

    private static void failsWhileTheSourceServes(UpgradeFixture fixture, ErrorCode code) {
        ServiceContainer old = fixture.world.platform.containers("api").get(0);

        RunResult stopped = fixture.upgrade();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.NEEDS_HUMAN);
        assertThat(Objects.requireNonNull(stopped.problem()).code()).isEqualTo(code);
        assertThat(stopped.state()).anyMatch(line -> line.startsWith("api 1.3.0;"));
        assertThat(fixture.world.platform.containers("api").stream().filter(ServiceContainer::running))
                .containsExactly(old);
        assertThat(fixture.world.traffic.target("api")).isEqualTo(old.address());
        assertThat(fixture.world.traffic.lost()).isEmpty();

        fixture.world.ailments.heal();
        fixture.world.schema.mendMigrations();
        assertThat(fixture.rollback().exitCode()).isEqualTo(ExitCode.ROLLED_BACK);
        fixture.assertAllOn(Way.SIDE_BY_SIDE.source);
        assertThat(fixture.world.platform.containers("api")).containsExactly(old);
        assertThat(fixture.world.traffic.lost()).isEmpty();
    }

    /** Whatever happened to the old API before: while it is ready, the way back must not touch it. */
    @Test
    void anOldApiThatDockerOnceRestartedServesOnThroughTheWayBack() {
        UpgradeFixture fixture = new UpgradeFixture(directory, Way.SIDE_BY_SIDE);
        fixture.world.platform.restartEverything();
        fixture.world.ailments.makeSick("api");

        failsWhileTheSourceServes(fixture, ErrorCode.HEALTH_BUDGET_PASSED);
    }

    @Test
    void aCrowdedHostGetsAHold() {
        UpgradeFixture fixture = new UpgradeFixture(directory, Way.SIDE_BY_SIDE);
        fixture.world.platform.crowd();

        assertThat(fixture.upgrade().exitCode()).isEqualTo(ExitCode.OK);

        assertThat(fixture.timing(Timings.Kind.HOLD, "api")).isPositive();
        assertThat(fixture.world.traffic.lost()).isEmpty();
    }

    /** The plan saw room, and the step does not any more. */
    @Test
    void aHostThatBecameCrowdedGetsAHoldInstead() {
        UpgradeFixture fixture = new UpgradeFixture(directory, Way.SIDE_BY_SIDE);

        RunResult result = fixture.upgrade(fixture.plan(), fixture.world.platform::crowd);

        assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(fixture.output).anyMatch(line -> line.contains("hold instead of side by side: a second API needs"));
        assertThat(fixture.world.traffic.lost()).isEmpty();
    }

    @Test
    void aProxyWithoutASocketIsSeenBeforeAnythingChanges() {
        UpgradeFixture fixture = new UpgradeFixture(directory, Way.SIDE_BY_SIDE);
        List<ServiceContainer> before = fixture.world.platform.containers();
        fixture.world.proxy.loseProxySocket();

        RunResult refused = fixture.upgrade();

        assertThat(refused.exitCode()).isEqualTo(ExitCode.UNCHANGED);
        assertThat(Objects.requireNonNull(refused.problem()).code()).isEqualTo(ErrorCode.PROXY_FAILED);
        assertThat(fixture.world.platform.containers()).isEqualTo(before);
    }

    @Test
    void aProxyThatLosesItsSocketBeforeTheTakeOverLeavesTheSourceServing() {
        UpgradeFixture fixture = new UpgradeFixture(directory, Way.SIDE_BY_SIDE);
        ServiceContainer old = fixture.world.platform.containers("api").get(0);

        RunResult stopped = fixture.upgrade(fixture.plan(), fixture.world.proxy::loseProxySocket);

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.NEEDS_HUMAN);
        assertThat(Objects.requireNonNull(stopped.problem()).code()).isEqualTo(ErrorCode.PROXY_FAILED);
        assertThat(fixture.world.platform.containers("api")).contains(old);
        assertThat(fixture.world.traffic.lost()).isEmpty();
    }
}
