package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.plan.SettingChanges;
import com.piprio.upgrader.run.UpgradeFixture.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release that brings a service: there after the upgrade, verified, and gone after a way back. */
class NewServiceTest {
    private static final String NEW = "search";

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private UpgradeFixture fixture;

    @BeforeEach
    void anInstallationWithoutIt() {
        fixture = new UpgradeFixture(directory, Way.NEW_SERVICE);
        assertThat(fixture.world.platform.containers(NEW)).isEmpty();
    }

    @Test
    void startsItWithTheSchedulerAndVerifiesIt() {
        assertThat(fixture.upgrade().exitCode()).isEqualTo(ExitCode.OK);

        fixture.assertAllOn(Way.NEW_SERVICE.target);
        assertThat(fixture.world.platform.containers(NEW))
                .singleElement()
                .satisfies(container -> assertThat(container.release()).isEqualTo("1.6.0"));
        assertThat(fixture.lastRun().timings().all())
                .extracting(timing -> timing.kind() + " " + timing.what())
                .containsSubsequence("START scheduler", "START search");
    }

    /** The other thing that 1.6.0 asks of an installation. */
    @Test
    void thePortGetsItsNewName() {
        fixture.installation
                .environment()
                .with("PIPRIO_HTTP_PORT", "18080")
                .write(fixture.installation.environmentFile());

        assertThat(fixture.plan().settings().renames())
                .contains(new SettingChanges.Rename("PIPRIO_HTTP_PORT", "PIPRIO_PORT"));
    }

    @Test
    void aWayBackRemovesIt() {
        fixture.upgrade();

        assertThat(fixture.rollback().exitCode()).isEqualTo(ExitCode.ROLLED_BACK);

        fixture.assertAllOn(Way.NEW_SERVICE.source);
        assertThat(fixture.output)
                .anyMatch(line -> line.contains("search is removed: release 1.5.0 has no such service"));
    }

    @Test
    void oneThatIsNotReadyStopsTheUpgradeAndDoesNotStandInTheWayBack() {
        fixture.world.ailments.makeSick(NEW);

        RunResult stopped = fixture.upgrade();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.NEEDS_HUMAN);
        assertThat(Objects.requireNonNull(stopped.problem()).code()).isEqualTo(ErrorCode.HEALTH_BUDGET_PASSED);
        assertThat(stopped.state()).anyMatch(line -> line.contains("search 1.6.0"));
        assertThat(fixture.rollback().exitCode()).isEqualTo(ExitCode.ROLLED_BACK);
        fixture.assertAllOn(Way.NEW_SERVICE.source);
    }

    @Test
    void withoutItTheTargetIsNotThere() {
        fixture.upgrade();
        fixture.world.platform.remove(fixture.world.platform.containers(NEW).get(0));

        assertThat(problem(fixture.lastRun(), Way.NEW_SERVICE.target).code()).isEqualTo(ErrorCode.SERVICE_UNHEALTHY);
    }

    @Test
    void withItTheSourceIsNotThere() {
        Run run = fixture.newRun(fixture.plan());
        new Verification(run).prove(Way.NEW_SERVICE.source, List.of());
        fixture.world.platform.start(NEW);

        OperatorException problem = problem(run, Way.NEW_SERVICE.source);

        assertThat(problem.code()).isEqualTo(ErrorCode.WRONG_VERSION_ANSWERED);
        assertThat(problem.remedy()).contains("docker rm --force");
    }

    private static OperatorException problem(Run run, ReleaseVersion release) {
        return catchThrowableOfType(OperatorException.class, () -> new Verification(run).prove(release, List.of()));
    }

    @Test
    void whatAReleaseIsNotKnownToLackIsLeftAlone() throws IOException {
        Run run = fixture.newRun(fixture.plan());
        fixture.world.platform.start(NEW);
        Files.delete(fixture.installation.releaseFiles(Way.NEW_SERVICE.source).resolve("release.yaml"));

        new Services(run).startScheduler(Way.NEW_SERVICE.source).run();
        new Verification(run).prove(Way.NEW_SERVICE.source, List.of());

        assertThat(fixture.world.platform.containers(NEW)).hasSize(1);
    }
}
