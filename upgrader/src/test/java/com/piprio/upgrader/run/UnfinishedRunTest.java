package com.piprio.upgrader.run;

import static com.piprio.upgrader.run.UpgradeFixture.SOURCE;
import static com.piprio.upgrader.run.UpgradeFixture.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.backup.Adoption;
import com.piprio.backup.BundleId;
import com.piprio.backup.Progress;
import com.piprio.backup.SafetyBundle;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.Journal;
import com.piprio.upgrader.installation.JournalRun;
import com.piprio.upgrader.installation.Outcome;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.installation.RunId;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.plan.PlanJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a journal of earlier runs leaves to be decided, and what of it would be taken back. */
class UnfinishedRunTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private UpgradeFixture fixture;
    private Plan plan;

    @BeforeEach
    void anInstallationHalfWayToTheTarget() {
        fixture = new UpgradeFixture(directory);
        plan = fixture.plan();
        environmentNames("1.5.0");
    }

    private void environmentNames(String release) {
        fixture.installation
                .environment()
                .with("PIPRIO_VERSION", release)
                .write(fixture.installation.environmentFile());
    }

    /** One more run; its last step is begun, and done only when the run succeeded. */
    private JournalRun ran(RunCommand command, Plan of, @Nullable Outcome outcome, String... steps) {
        fixture.time.sleep(Duration.ofSeconds(1));
        RunId id = RunId.at(fixture.time.instant());
        Journal journal = fixture.journal();
        journal.runStarted(id, command, PlanJson.write(of));
        for (int i = 0; i < steps.length; i++) {
            journal.stepStarted(id, steps[i]);
            if (i < steps.length - 1 || outcome == Outcome.SUCCEEDED) {
                journal.stepDone(id, steps[i], 1);
            }
        }
        if (outcome != null) {
            journal.runFinished(id, outcome);
        }
        List<JournalRun> runs = journal.runs();
        return runs.get(runs.size() - 1);
    }

    private JournalRun upgradeThatStopped() {
        return ran(RunCommand.UPGRADE, plan, Outcome.STOPPED, "acquire-lock", "record-version", "replace-api");
    }

    private JournalRun upgradeThatSucceeded() {
        return ran(RunCommand.UPGRADE, plan, Outcome.SUCCEEDED, "record-version", "replace-api", "finish");
    }

    private Plan staying() {
        fixture.time.sleep(Duration.ofSeconds(1));
        return Plan.staying(TARGET, BundleId.at(fixture.time.instant()), List.of());
    }

    private Optional<JournalRun> found() {
        return fixture.unfinished().find();
    }

    private Optional<Plan> toTakeBack() {
        return fixture.unfinished().upgradeToTakeBack();
    }

    private boolean nothingLeft() {
        return UnfinishedRun.nothingLeft(fixture.journal().runs());
    }

    @Test
    void anEmptyJournalLeavesNothing() {
        assertThat(found()).isEmpty();
        assertThat(fixture.unfinished().interrupted()).isEmpty();
        assertThat(toTakeBack()).isEmpty();
        assertThat(nothingLeft()).isTrue();
        assertThatCode(() -> fixture.unfinished().refuse()).doesNotThrowAnyException();
    }

    @Test
    void anUpgradeThatStoppedIsToBeDecided() {
        JournalRun stopped = upgradeThatStopped();

        assertThat(found()).contains(stopped);
        assertThat(fixture.unfinished().interrupted()).contains(stopped);
        assertThat(toTakeBack()).contains(plan);
        assertThat(nothingLeft()).isFalse();
    }

    @Test
    void anUpgradeThatWasKilledWithinIsToBeDecided() {
        JournalRun killed = ran(RunCommand.UPGRADE, plan, null, "preflight", "record-version");

        assertThat(found()).contains(killed);
    }

    @Test
    void aRunThatWasDeclinedLeavesTheOneBeforeItAsItWas() {
        JournalRun stopped = upgradeThatStopped();
        ran(RunCommand.ROLLBACK, plan, Outcome.UNCHANGED, "acquire-lock", "choose-way-back");
        ran(RunCommand.BACKUP, staying(), Outcome.SUCCEEDED, "create-backup");

        assertThat(found()).contains(stopped);
        assertThat(nothingLeft()).isFalse();
    }

    @Test
    void anUpgradeThatSucceededLeavesNothingAndCanBeTakenBack() {
        upgradeThatSucceeded();

        assertThat(found()).isEmpty();
        assertThat(nothingLeft()).isTrue();
        assertThat(toTakeBack()).contains(plan);
    }

    @Test
    void oneThatWasKilledBeforeItChangedAnythingIsToldAndTakenBackFirst() {
        upgradeThatSucceeded();
        Plan further = fixture.plan();
        JournalRun killed = ran(RunCommand.UPGRADE, further, null, "acquire-lock", "preflight");

        assertThat(found()).isEmpty();
        assertThat(fixture.unfinished().interrupted()).contains(killed);
        assertThat(nothingLeft()).isFalse();
        assertThat(toTakeBack()).contains(further);
    }

    @Test
    void oneThatWasKilledUntouchedCountsNoMoreOnceAnythingRan() {
        upgradeThatSucceeded();
        ran(RunCommand.UPGRADE, fixture.plan(), null, "acquire-lock", "preflight");
        ran(RunCommand.BACKUP, staying(), Outcome.SUCCEEDED, "create-backup");

        assertThat(fixture.unfinished().interrupted()).isEmpty();
        assertThat(nothingLeft()).isTrue();
        assertThat(toTakeBack()).contains(plan);
    }

    @Test
    void aBackupThatWasKilledIsToldAndIsNothingToTakeBack() {
        JournalRun killed = ran(RunCommand.BACKUP, staying(), null, "create-backup");

        assertThat(found()).isEmpty();
        assertThat(fixture.unfinished().interrupted()).contains(killed);
        assertThat(toTakeBack()).isEmpty();
    }

    @Test
    void aRollbackThatWasKilledUntouchedIsNoUpgradeToTakeBack() {
        ran(RunCommand.ROLLBACK, plan, null, "choose-way-back");

        assertThat(toTakeBack()).isEmpty();
    }

    @Test
    void whatWasTakenBackIsNotTakenBackAgain() {
        upgradeThatSucceeded();
        ran(RunCommand.ROLLBACK, plan, Outcome.ROLLED_BACK, "record-version", "replace-api", "finish");

        assertThat(found()).isEmpty();
        assertThat(toTakeBack()).isEmpty();
    }

    @Test
    void anUpgradeThatWentBackByItselfHidesTheOneBeforeIt() {
        upgradeThatSucceeded();
        ran(RunCommand.UPGRADE, fixture.plan(), Outcome.ROLLED_BACK, "record-version", "replace-api");

        assertThat(toTakeBack()).isEmpty();
    }

    @Test
    void aRollbackThatOnlyLookedLeavesTheUpgradeBeforeIt() {
        upgradeThatSucceeded();
        Plan further = fixture.plan();
        ran(RunCommand.UPGRADE, further, null, "acquire-lock", "preflight");
        ran(RunCommand.ROLLBACK, further, Outcome.ROLLED_BACK, "acquire-lock", "verify", "finish");

        assertThat(toTakeBack()).contains(plan);
    }

    /** Of an upgrade that the journal does not know, only the way back may be left. */
    @Test
    void aRollbackOfAnUpgradeThatTheJournalDoesNotKnowTookSomethingBack() {
        upgradeThatSucceeded();
        ran(RunCommand.ROLLBACK, fixture.plan(), Outcome.ROLLED_BACK, "record-version", "finish");

        assertThat(toTakeBack()).isEmpty();
    }

    @Test
    void aRestoreIsNoUpgradeToTakeBack() {
        upgradeThatSucceeded();
        JournalRun restore = ran(RunCommand.RESTORE, staying(), Outcome.STOPPED, "stop-scheduler", "restore-bundle");

        assertThat(found()).contains(restore);
        assertThat(toTakeBack()).contains(plan);
    }

    @Test
    void theRefusalNamesTheRunAndBothWaysOut() {
        upgradeThatStopped();

        OperatorException refusal = catchThrowableOfType(
                OperatorException.class, () -> fixture.unfinished().refuse());

        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.INTERRUPTED_RUN);
        assertThat(refusal.problem()).isEqualTo("an earlier upgrade is unfinished");
        assertThat(refusal.found()).contains("1.4.0 -> 1.5.0", "in step replace-api", "\napi 1.4.0; worker");
        assertThat(refusal.remedy().lines())
                .containsExactly(
                        "go on: scripts/resume.sh   (forward to 1.5.0)",
                        "or go back: scripts/rollback.sh   (to 1.4.0)");
    }

    @Test
    void aWayBackThatNeedsARestoreAsksForTheDomain() {
        JournalRun stopped = upgradeThatStopped();
        FakeDatabase before = fixture.world.data.database();
        fixture.world.data.replaceDatabase(new FakeDatabase(before.applied(), TARGET, before.rows()));
        String back = "or go back: scripts/rollback.sh --confirm-domain " + UpgradeFixture.DOMAIN + "   (to 1.4.0)";

        assertThat(fixture.unfinished().ways(stopped)).contains(back);
        assertThat(catchThrowableOfType(OperatorException.class, () -> fixture.unfinished()
                                .refuse())
                        .remedy())
                .contains(back);
    }

    @Test
    void nothingIsAskedForWhereNothingWasChangedOrOnlyBundlesWere() {
        FakeDatabase before = fixture.world.data.database();
        fixture.world.data.replaceDatabase(new FakeDatabase(before.applied(), TARGET, before.rows()));
        JournalRun untouched = ran(RunCommand.ROLLBACK, plan, null, "choose-way-back");
        JournalRun restore = ran(RunCommand.TAKE_BACK, staying(), null, "stop-scheduler", "restore-bundle");

        assertThat(fixture.unfinished().ways(untouched)).noneMatch(way -> way.contains("--confirm-domain"));
        assertThat(fixture.unfinished().ways(restore)).noneMatch(way -> way.contains("--confirm-domain"));
    }

    @Test
    void whatTheOperatorTookBackByHandIsDecided() {
        upgradeThatStopped();
        environmentNames("1.4.0");

        assertThat(found()).isEmpty();
        assertThat(fixture.unfinished().interrupted()).isEmpty();
    }

    @Test
    void soIsWhatTheyTookBackAfterAKill() {
        ran(RunCommand.UPGRADE, plan, null, "record-version", "replace-api");
        environmentNames("1.4.0");

        assertThat(found()).isEmpty();
        assertThat(fixture.unfinished().interrupted()).isEmpty();
    }

    @Test
    void itIsNotWhileOneServiceStands() {
        upgradeThatStopped();
        environmentNames("1.4.0");
        fixture.world.platform.stop("scheduler");

        assertThat(found()).isPresent();
    }

    @Test
    void itIsNotWhileOneServiceHasNoContainer() {
        upgradeThatStopped();
        environmentNames("1.4.0");
        fixture.world.platform.remove(fixture.world.platform.containers("web").get(0));

        assertThat(found()).isPresent();
    }

    @Test
    void itIsNotWhileClientsAreKeptAway() {
        upgradeThatStopped();
        environmentNames("1.4.0");
        fixture.world.proxy.hold("api");

        assertThat(found()).isPresent();
    }

    @Test
    void itIsNotWhereDataMayHaveMoved() {
        ran(RunCommand.ROLLBACK, plan, Outcome.STOPPED, "record-version", "restore-bundle");
        environmentNames("1.4.0");

        assertThat(found()).isPresent();
    }

    @Test
    void anUpgradeIsTouchedOnceAStepWithAnImpactBegan() {
        ran(RunCommand.UPGRADE, plan, null, "acquire-lock", "create-backup");
        ran(RunCommand.ROLLBACK, plan, null, "record-version");
        assertThat(fixture.unfinished().touched(plan)).isFalse();

        ran(RunCommand.UPGRADE, plan, null, "record-version");
        assertThat(fixture.unfinished().touched(plan)).isTrue();
        assertThat(fixture.unfinished().touched(fixture.plan())).isFalse();
    }

    /** A restore of the bundle that an upgrade made is named after the same second. */
    @Test
    void anotherPlanOfTheSameSecondIsNotTouched() {
        ran(RunCommand.UPGRADE, plan, null, "record-version");

        for (ReleaseVersion release : List.of(SOURCE, TARGET)) {
            Plan staying = Plan.staying(release, plan.bundle(), List.of());
            assertThat(staying.run()).isEqualTo(plan.run());
            assertThat(fixture.unfinished().touched(staying)).isFalse();
        }
    }

    /** The database of a restore that began now; the services are left standing. */
    private void restored(BundleId bundle) {
        fixture.newRun(plan);
        fixture.world.backups.create(bundle, Progress.none());
        List.of("api", "worker", "scheduler").forEach(fixture.world.platform::stop);
        fixture.world.backups.restore(
                bundle, Adoption.NONE, UpgradeFixture.DOMAIN, SafetyBundle.REQUIRED, Progress.none());
    }

    private JournalRun restoreKilled(Plan of) {
        return ran(RunCommand.RESTORE, of, null, "stop-scheduler", "restore-bundle");
    }

    @Test
    void aRestoreThatWasKilledBeforeItReplacedAnythingHasNothingToBringBack() {
        Plan staying = staying();
        restored(staying.bundle());
        JournalRun later = restoreKilled(staying);

        assertThat(fixture.unfinished().replacedData(later)).isFalse();
    }

    @Test
    void aRestoreThatReplacedDataHas() {
        Plan staying = staying();
        JournalRun killed = restoreKilled(staying);
        restored(staying.bundle());

        assertThat(fixture.unfinished().replacedData(killed)).isTrue();
    }

    @Test
    void aRestoreThatGoesOnHasWhatItsFirstRunReplaced() {
        Plan staying = staying();
        restoreKilled(staying);
        restored(staying.bundle());

        assertThat(fixture.unfinished().replacedData(restoreKilled(staying))).isTrue();
    }

    @Test
    void aRestoreHasNothingOfARestoreOfAnotherBundle() {
        Plan staying = staying();
        restoreKilled(staying);
        restored(staying.bundle());

        assertThat(fixture.unfinished().replacedData(restoreKilled(staying()))).isFalse();
    }

    @Test
    void aRestoreHasNothingOfOneThatEnded() {
        Plan staying = staying();
        ran(RunCommand.RESTORE, staying, Outcome.SUCCEEDED, "restore-bundle", "finish");
        restored(staying.bundle());

        assertThat(fixture.unfinished().replacedData(restoreKilled(staying))).isFalse();
    }

    @Test
    void aRestoreDoesNotGoOnWithAnUpgrade() {
        Plan staying = staying();
        ran(RunCommand.UPGRADE, staying, null, "record-version");
        restored(staying.bundle());

        assertThat(fixture.unfinished().replacedData(restoreKilled(staying))).isFalse();
    }

    @Test
    void aWayBackAlwaysHasDataToBringBack() {
        assertThat(fixture.unfinished().replacedData(ran(RunCommand.TAKE_BACK, staying(), null, "restore-bundle")))
                .isTrue();
    }
}
