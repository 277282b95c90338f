package com.piprio.upgrader.run;

import static com.piprio.upgrader.run.UpgradeFixture.SOURCE;
import static com.piprio.upgrader.run.UpgradeFixture.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.operator.ErrorCode;
import com.piprio.release.MigrationVersion;
import com.piprio.upgrader.installation.InstallationLock;
import com.piprio.upgrader.installation.LockHolder;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.platform.ServiceContainer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each refusal of a sick installation: nothing is changed, exit code 3. */
class PreflightTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private UpgradeFixture fixture;

    @BeforeEach
    void anInstallationThatRuns() {
        fixture = new UpgradeFixture(directory);
    }

    @Test
    void refusesAServiceThatDoesNotRun() {
        fixture.world.platform.stop("scheduler");

        assertThat(refusal()).isEqualTo(ErrorCode.SERVICE_UNHEALTHY);
    }

    @Test
    void refusesAMissingWorker() {
        fixture.world.platform.remove(
                fixture.world.platform.containers("worker").get(0));

        assertThat(refusal()).isEqualTo(ErrorCode.SERVICE_MISSING);
    }

    @Test
    void refusesAServiceOnAnotherRelease() {
        environment("PIPRIO_VERSION", "1.5.0");
        fixture.world.platform.start("web");
        environment("PIPRIO_VERSION", "1.4.0");

        assertThat(refusal()).isEqualTo(ErrorCode.SERVICE_UNHEALTHY);
    }

    @Test
    void refusesAnApiThatDoesNotAnswerFromOutside() {
        fixture.world.proxy.hold("api");

        assertThat(refusal()).isEqualTo(ErrorCode.SERVICE_UNHEALTHY);
    }

    @Test
    void refusesAValueThatTheTargetDoesNotAccept() {
        environment("PIPRIO_WORKER_REPLICAS", "many");

        assertThat(refusal()).isEqualTo(ErrorCode.INSTALLATION_UNFIT);
    }

    @Test
    void refusesAHostThatIsTooSmallForTheTarget() {
        fixture.world.platform.replaceHost(1024);
        fixture.bringALargerRelease();

        assertThat(refusal()).isEqualTo(ErrorCode.INSTALLATION_UNFIT);
    }

    @Test
    void aHostThatWasTooSmallForTheSourceIsNoObstacle() {
        fixture.world.platform.replaceHost(1024);

        assertThat(fixture.upgrade().exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void aKeyThatTheTargetDoesNotKnowIsNoObstacle() {
        environment("PIPRIO_OF_MINE", "green");

        assertThat(fixture.upgrade().exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void refusesADiskThatIsTooFullForTheBackup() {
        fixture.world.backups.fillDisk();

        assertThat(refusal()).isEqualTo(ErrorCode.DISK_LOW);
    }

    @Test
    void refusesImagesThatAreNowhere() {
        fixture.world.platform.loseImages();

        assertThat(refusal()).isEqualTo(ErrorCode.IMAGE_MISSING);
    }

    @Test
    void imagesThatOnlyTheRegistryHasAreNoObstacle() {
        fixture.world.platform.leaveImagesToThePull();

        assertThat(fixture.upgrade().exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void refusesASchemaThatIsNotTheSources() {
        fixture.world.schema.driftSchema(MigrationVersion.parse("1.4.0.9"));

        assertThat(refusal()).isEqualTo(ErrorCode.SCHEMA_HISTORY_DAMAGED);
    }

    @Test
    void refusesASchemaThatLacksAMigrationOfTheSource() {
        FakeDatabase whole = fixture.world.data.database();
        fixture.world.data.replaceDatabase(new FakeDatabase(
                whole.applied().subList(0, whole.applied().size() - 1), whole.oldestRelease(), whole.rows()));

        assertThat(refusal()).isEqualTo(ErrorCode.SCHEMA_HISTORY_DAMAGED);
    }

    /** Whatever the services say of themselves. */
    @Test
    void refusesASchemaThatDoesNotAcceptTheSource() {
        FakeDatabase whole = fixture.world.data.database();
        fixture.world.data.replaceDatabase(new FakeDatabase(whole.applied(), TARGET, whole.rows()));
        refusal();

        assertThat(fixture.output)
                .anyMatch(line -> line.contains("UPG-412 the schema is not that of release 1.4.0: schema 1.4.0.4"))
                .anyMatch(line -> line.endsWith("UPG-401 the API does not answer through the proxy: release 1.4.0"));
    }

    @Test
    void refusesASchemaThatChangedSinceThePlan() {
        Plan plan = fixture.plan();
        // One that the target knows, as a way back leaves it.
        fixture.world.schema.driftSchema(MigrationVersion.parse("1.5.0.1"));

        RunResult refused = fixture.upgrade(plan, () -> {});

        assertThat(refused.exitCode()).isEqualTo(ExitCode.UNCHANGED);
        assertThat(Objects.requireNonNull(refused.problem()).code()).isEqualTo(ErrorCode.SCHEMA_HISTORY_DAMAGED);
        assertThat(refused.problem().problem()).isEqualTo("the schema changed after the plan was made");
        assertThat(fixture.upgrade().exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void refusesAServiceWithoutAnyContainer() {
        fixture.world.platform.remove(fixture.world.platform.containers("web").get(0));

        assertThat(refusal()).isEqualTo(ErrorCode.SERVICE_MISSING);
    }

    @Test
    void refusesAWorkerTooMany() {
        environment("PIPRIO_WORKER_REPLICAS", "1");

        assertThat(refusal()).isEqualTo(ErrorCode.SERVICE_MISSING);
    }

    @Test
    void refusesATargetWithAnotherDatabase() {
        fixture.bringAnotherDatabase();

        assertThat(refusal()).isEqualTo(ErrorCode.PATH_NOT_SUPPORTED);
    }

    @Test
    void refusesWhileAnotherRunHoldsTheLock() {
        try (InstallationLock held =
                InstallationLock.acquire(fixture.installation.state(), LockHolder.of("a test", Instant.EPOCH))) {
            RunResult refused = fixture.upgrade();

            assertThat(refused.exitCode()).isEqualTo(ExitCode.LOCKED);
            assertThat(Objects.requireNonNull(refused.problem()).found()).startsWith("a test by ");
        }
        assertThat(fixture.upgrade().exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void tellsAllProblemsAtOnce() {
        fixture.world.platform.stop("scheduler");
        fixture.world.platform.remove(
                fixture.world.platform.containers("worker").get(0));
        fixture.world.proxy.loseProxySocket();
        refusal();

        assertThat(fixture.output).anyMatch(line -> line.contains("UPG-401"));
        assertThat(fixture.output).anyMatch(line -> line.endsWith("UPG-406 the proxy's admin socket does not answer"));
        assertThat(fixture.output).anyMatch(line -> line.contains("UPG-411"));
    }

    @Test
    void tellsASingleProblemOnce() {
        fixture.world.backups.fillDisk();
        refusal();

        assertThat(fixture.output).noneMatch(line -> line.contains("UPG-104"));
    }

    @Test
    void saysWhatAServiceDoesInsteadOfBeingHealthy() {
        fixture.world.platform.stop("scheduler");
        assertThat(found()).isEqualTo("not running, exit code 0");

        environment("PIPRIO_VERSION", "1.5.0");
        fixture.world.platform.start("scheduler");
        environment("PIPRIO_VERSION", "1.4.0");
        assertThat(found()).isEqualTo("ready on 1.5.0");

        fixture.world.platform.start("scheduler");
        fixture.world.proxy.hold("api");
        assertThat(found()).isEqualTo("held");

        FakeDatabase whole = fixture.world.data.database();
        fixture.world.data.replaceDatabase(new FakeDatabase(whole.applied(), TARGET, whole.rows()));
        assertThat(found()).isEqualTo("sick");
    }

    private String found() {
        return Objects.requireNonNull(
                Objects.requireNonNull(fixture.upgrade().problem()).found());
    }

    @Test
    void letsAHealthyInstallationPass() {
        assertThat(fixture.upgrade().exitCode()).isEqualTo(ExitCode.OK);
    }

    private ErrorCode refusal() {
        List<String> before = ids();
        RunResult refused = fixture.upgrade();
        assertThat(refused.exitCode()).isEqualTo(ExitCode.UNCHANGED);
        assertThat(ids()).as("containers").isEqualTo(before);
        assertThat(fixture.installation.release()).isEqualTo(SOURCE);
        assertThat(fixture.unfinished().find()).isEmpty();
        return Objects.requireNonNull(refused.problem()).code();
    }

    private List<String> ids() {
        return fixture.world.platform.containers().stream()
                .map(ServiceContainer::id)
                .toList();
    }

    private void environment(String key, String value) {
        fixture.installation.environment().with(key, value).write(fixture.installation.environmentFile());
    }
}
