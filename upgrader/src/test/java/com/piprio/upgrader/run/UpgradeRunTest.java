package com.piprio.upgrader.run;

import static com.piprio.upgrader.run.UpgradeFixture.SOURCE;
import static com.piprio.upgrader.run.UpgradeFixture.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.backup.BundleId;
import com.piprio.operator.ErrorCode;
import com.piprio.upgrader.installation.JournalRun;
import com.piprio.upgrader.installation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each end of a run: what follows from the impact of the step that failed, and what the operator is told then. */
class UpgradeRunTest {
    private static final String ALL_ON_SOURCE = "api 1.4.0; worker 1.4.0 (2); scheduler 1.4.0; web 1.4.0";

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private UpgradeFixture fixture;

    @BeforeEach
    void anInstallationThatRuns() {
        fixture = new UpgradeFixture(directory);
    }

    /** From now on the step fails before it does anything. */
    private void fail(String failing) {
        fixture.watch(step -> {
            if (step.equals(failing)) {
                throw Fault.failed(step);
            }
        });
    }

    private void failNoMore() {
        fixture.watch(step -> {});
    }

    private static ErrorCode code(RunResult result) {
        return Objects.requireNonNull(result.problem()).code();
    }

    private void endsAs(RunResult result, Outcome outcome, ExitCode exit) {
        assertThat(result.exitCode()).isEqualTo(exit);
        assertThat(result.outcome()).isEqualTo(outcome);
        List<JournalRun> runs = fixture.journal().runs();
        assertThat(runs.get(runs.size() - 1).outcome()).as("in the journal").isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolve-release", "preflight", "create-backup", "pull-images"})
    void aFailureWithoutImpactLeavesEverythingAsItWas(String step) {
        fail(step);

        RunResult refused = fixture.upgrade();

        endsAs(refused, Outcome.UNCHANGED, ExitCode.UNCHANGED);
        assertThat(refused.state()).containsExactly("nothing was changed", ALL_ON_SOURCE);
        assertThat(refused.commands()).isEmpty();
        fixture.assertAllOn(SOURCE);
    }

    /** A pull is the first effect there is. */
    @Test
    void imagesAreFetchedWhileTheBackupIsMadeAndAFailureIsToldByTheirStep() {
        fixture.pullBesideTheBackup();
        fixture.world.platform.leaveImagesToThePull();
        fixture.world.effects.seed(new Fault(1, Fault.Moment.AFTER, Fault.Kind.ERROR));

        RunResult refused = fixture.upgrade();

        endsAs(refused, Outcome.UNCHANGED, ExitCode.UNCHANGED);
        assertThat(Objects.requireNonNull(refused.problem()).problem()).isEqualTo("seeded error AFTER pull");
        assertThat(String.join("\n", fixture.output))
                .containsPattern("create-backup +pulling ")
                .containsPattern("create-backup +done")
                .containsPattern("pull-images +FAILED");
        fixture.assertAllOn(SOURCE);
    }

    @Test
    void imagesAreFetchedOnce() {
        fixture.world.platform.leaveImagesToThePull();
        fixture.upgrade();
        int inTheirStep = fixture.world.effects.count();
        fixture = new UpgradeFixture(directory);
        fixture.world.platform.leaveImagesToThePull();
        fixture.pullBesideTheBackup();

        assertThat(fixture.upgrade().exitCode()).isEqualTo(ExitCode.OK);

        assertThat(fixture.world.effects.count()).isEqualTo(inTheirStep);
    }

    @Test
    void anErrorOfThisProgramIsCalledOne() {
        fixture.watch(step -> {
            if (step.equals("preflight")) {
                throw new IllegalStateException("no such case");
            }
        });

        RunResult failed = fixture.upgrade();

        endsAs(failed, Outcome.UNCHANGED, ExitCode.BUG);
        assertThat(code(failed)).isEqualTo(ErrorCode.BUG);
        assertThat(failed.problem()).hasCause(new IllegalStateException("no such case"));
    }

    @Test
    void anUnfinishedRunStandsInTheWayOfAnother() {
        fail("replace-workers");
        fixture.upgrade();
        failNoMore();

        RunResult refused = fixture.upgrade();

        assertThat(refused.exitCode()).isEqualTo(ExitCode.LOCKED);
        assertThat(code(refused)).isEqualTo(ErrorCode.INTERRUPTED_RUN);
        assertThat(fixture.unfinished().find()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"record-version, BEFORE", "record-version, AFTER", "stop-scheduler, BEFORE", "stop-scheduler, AFTER"})
    void whatFailsBeforeDataCouldMoveIsTakenBack(String step, Fault.Moment moment) {
        fixture.strikeAt(step, moment, Fault.Kind.ERROR);

        RunResult failed = fixture.upgrade();

        endsAs(failed, Outcome.UNCHANGED, ExitCode.UNCHANGED);
        assertThat(code(failed)).isEqualTo(ErrorCode.COMMAND_FAILED);
        assertThat(failed.state())
                .containsExactly("release 1.4.0 runs as before, verified from outside", ALL_ON_SOURCE);
        assertThat(fixture.output).contains("Taking back what was changed; no data has moved");
        fixture.assertAllOn(SOURCE);
    }

    @Test
    void whatCannotBeTakenBackNeedsAHuman() {
        fixture.watch(step -> {
            if (step.equals("stop-scheduler")) {
                fixture.world.platform.stop("scheduler");
                fail("start-scheduler");
                throw Fault.failed(step);
            }
        });

        RunResult stopped = fixture.upgrade();

        endsAs(stopped, Outcome.STOPPED, ExitCode.NEEDS_HUMAN);
        assertThat(stopped.state())
                .startsWith("stopped at start-scheduler")
                .anyMatch(line -> line.startsWith("the scheduler is stopped: "));
        assertThat(stopped.commands()).containsExactly("scripts/rollback.sh", "scripts/resume.sh   (forward)");
        failNoMore();
        assertThat(fixture.rollback().exitCode()).isEqualTo(ExitCode.ROLLED_BACK);
        fixture.assertAllOn(SOURCE);
    }

    @Test
    void whatFailsOnceDataMayHaveMovedStopsThereAndNamesBothWays() {
        fail("replace-workers");

        RunResult stopped = fixture.upgrade();

        endsAs(stopped, Outcome.STOPPED, ExitCode.NEEDS_HUMAN);
        assertThat(stopped.state())
                .startsWith("the upgrade 1.4.0 -> 1.5.0 stopped at replace-workers")
                .anyMatch(line -> line.startsWith("the scheduler is stopped: "))
                .contains(
                        "migrations applied: 1.5.0.1 (online), 1.5.0.2 (offline), 1.5.0.3 (online), 1.5.0.4 (online)");
        assertThat(stopped.commands())
                .containsExactly(
                        "scripts/rollback.sh --confirm-domain " + UpgradeFixture.DOMAIN + "   (back to 1.4.0)",
                        "scripts/resume.sh   (forward to 1.5.0, once the cause is mended)");
    }

    @Test
    void goesBackByItselfWhereTheOperatorWantsThat() throws IOException {
        fixture.goBackOnFailure();
        fixture.strikeAt("replace-workers", Fault.Moment.AFTER, Fault.Kind.ERROR);

        RunResult back = fixture.upgrade();

        endsAs(back, Outcome.ROLLED_BACK, ExitCode.ROLLED_BACK);
        assertThat(code(back)).isEqualTo(ErrorCode.COMMAND_FAILED);
        assertThat(back.state()).containsExactly("release 1.4.0 runs again, verified from outside", ALL_ON_SOURCE);
        assertThat(fixture.output).anyMatch(line -> line.endsWith("; going back to 1.4.0"));
        assertThat(Files.readAllLines(fixture.installation.journal()))
                .filteredOn(line -> line.contains("\"run-finished\""))
                .hasSize(1);
        fixture.assertAllOn(SOURCE);
    }

    @Test
    void aProcessThatIsToldToEndHasNoTimeForTheWayBack() {
        fixture.goBackOnFailure();
        fixture.strikeAt("replace-workers", Fault.Moment.BEFORE, Fault.Kind.SIGNAL);

        RunResult stopped = fixture.upgrade();

        endsAs(stopped, Outcome.STOPPED, ExitCode.NEEDS_HUMAN);
        assertThat(code(stopped)).isEqualTo(ErrorCode.PROCESS_INTERRUPTED);
    }

    @Test
    void aWayBackThatFailsNeedsAHuman() {
        fixture.goBackOnFailure();
        fixture.strikeAt("replace-workers", Fault.Moment.BEFORE, Fault.Kind.ERROR);
        fail("restore-bundle");

        RunResult stopped = fixture.upgrade();

        endsAs(stopped, Outcome.STOPPED, ExitCode.NEEDS_HUMAN);
        assertThat(stopped.state()).startsWith("stopped at restore-bundle");
        assertThat(stopped.commands())
                .containsExactly(
                        "scripts/rollback.sh   (it goes on with the way back)", "scripts/resume.sh   (forward)");
        failNoMore();
        assertThat(fixture.rollback().exitCode()).isEqualTo(ExitCode.ROLLED_BACK);
        fixture.assertAllOn(SOURCE);
    }

    @Test
    void aRollbackEndsOnTheSource() {
        fixture.upgrade();

        RunResult back = fixture.rollback();

        endsAs(back, Outcome.ROLLED_BACK, ExitCode.ROLLED_BACK);
        assertThat(back.problem()).isNull();
        assertThat(back.commands()).isEmpty();
    }

    @Test
    void aRollbackThatChangedNothingLeavesTheTarget() {
        fixture.upgrade();
        fail("pull-images");

        endsAs(fixture.rollback(), Outcome.UNCHANGED, ExitCode.UNCHANGED);
        fixture.assertAllOn(TARGET);
    }

    @Test
    void aRollbackThatStopsHalfWayGoesOn() {
        fixture.upgrade();
        fail("replace-workers");

        RunResult stopped = fixture.rollback();

        endsAs(stopped, Outcome.STOPPED, ExitCode.NEEDS_HUMAN);
        assertThat(stopped.commands())
                .containsExactly("scripts/resume.sh   (it goes on where it stopped, as scripts/rollback.sh does)");
        failNoMore();
        assertThat(fixture.resume().exitCode()).isEqualTo(ExitCode.ROLLED_BACK);
        fixture.assertAllOn(SOURCE);
    }

    @Test
    void anUpgradeThatWasKilledUntouchedIsTakenBackByALook() {
        fixture.killAt("preflight", Fault.Moment.BEFORE);
        assertThatThrownBy(fixture::upgrade).isInstanceOf(Killed.class);
        assertThat(fixture.unfinished().interrupted()).isPresent();

        endsAs(fixture.rollback(), Outcome.ROLLED_BACK, ExitCode.ROLLED_BACK);
        assertThat(fixture.unfinished().interrupted()).isEmpty();
        fixture.assertAllOn(SOURCE);
    }

    private BundleId backedUp() {
        endsAs(fixture.backup(), Outcome.SUCCEEDED, ExitCode.OK);
        return fixture.world.backups.bundles().get(0);
    }

    @Test
    void aRestoreThatIsRefusedChangesNothing() {
        BundleId bundle = backedUp();
        fixture.world.data.write("since then");
        fail("check-bundle");

        endsAs(fixture.restore(bundle), Outcome.UNCHANGED, ExitCode.UNCHANGED);

        assertThat(fixture.world.data.database().rows()).contains("since then");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop-scheduler", "restore-bundle", "replace-api", "verify"})
    void aRestoreThatStopsHalfWayNamesBothWays(String step) {
        BundleId bundle = backedUp();
        fail(step);

        RunResult stopped = fixture.restore(bundle);

        endsAs(stopped, Outcome.STOPPED, ExitCode.NEEDS_HUMAN);
        assertThat(stopped.state()).startsWith("stopped at " + step);
        assertThat(stopped.commands())
                .containsExactly(
                        "scripts/resume.sh   (it goes on to the bundle)",
                        "scripts/rollback.sh   (back to the data of before)");
    }

    @Test
    void aWayBackFromARestoreThatStopsHalfWayCanBeRepeated() {
        endsAs(fixture.restore(backedUp()), Outcome.SUCCEEDED, ExitCode.OK);
        fail("replace-api");

        RunResult stopped = fixture.takeBack();

        endsAs(stopped, Outcome.STOPPED, ExitCode.NEEDS_HUMAN);
        assertThat(stopped.commands()).containsExactly("scripts/resume.sh   (it can be repeated)");
        failNoMore();
        assertThat(fixture.resume().exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void aBackupThatFailsChangesNothing() {
        fail("create-backup");

        RunResult failed = fixture.backup();

        endsAs(failed, Outcome.UNCHANGED, ExitCode.UNCHANGED);
        assertThat(failed.commands()).isEmpty();
        assertThat(fixture.world.backups.bundles()).isEmpty();
    }
}
