package com.piprio.upgrader.run;

import static com.piprio.upgrader.run.UpgradeFixture.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.installation.JournalRun;
import com.piprio.upgrader.installation.Outcome;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.plan.Plan;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a journal of earlier runs leaves to be decided, and which upgrade of it would be taken back. */
class UnfinishedRunTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private EarlierRuns runs;
    private UpgradeFixture fixture;
    private Plan plan;

    @BeforeEach
    void anInstallationHalfWayToTheTarget() {
        runs = new EarlierRuns(directory);
        fixture = runs.fixture;
        plan = runs.plan;
    }

    private JournalRun upgradeThatStopped() {
        return runs.ran(RunCommand.UPGRADE, plan, Outcome.STOPPED, "acquire-lock", "record-version", "replace-api");
    }

    private JournalRun upgradeThatSucceeded() {
        return runs.ran(RunCommand.UPGRADE, plan, Outcome.SUCCEEDED, "record-version", "replace-api", "finish");
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
        JournalRun killed = runs.ran(RunCommand.UPGRADE, plan, null, "preflight", "record-version");

        assertThat(found()).contains(killed);
    }

    @Test
    void aRunThatWasDeclinedLeavesTheOneBeforeItAsItWas() {
        JournalRun stopped = upgradeThatStopped();
        runs.ran(RunCommand.ROLLBACK, plan, Outcome.UNCHANGED, "acquire-lock", "choose-way-back");
        runs.ran(RunCommand.BACKUP, runs.staying(), Outcome.SUCCEEDED, "create-backup");

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
        JournalRun killed = runs.ran(RunCommand.UPGRADE, further, null, "acquire-lock", "preflight");

        assertThat(found()).isEmpty();
        assertThat(fixture.unfinished().interrupted()).contains(killed);
        assertThat(nothingLeft()).isFalse();
        assertThat(toTakeBack()).contains(further);
    }

    @Test
    void oneThatWasKilledUntouchedCountsNoMoreOnceAnythingRan() {
        upgradeThatSucceeded();
        runs.ran(RunCommand.UPGRADE, fixture.plan(), null, "acquire-lock", "preflight");
        runs.ran(RunCommand.BACKUP, runs.staying(), Outcome.SUCCEEDED, "create-backup");

        assertThat(fixture.unfinished().interrupted()).isEmpty();
        assertThat(nothingLeft()).isTrue();
        assertThat(toTakeBack()).contains(plan);
    }

    @Test
    void aBackupThatWasKilledIsToldAndIsNothingToTakeBack() {
        JournalRun killed = runs.ran(RunCommand.BACKUP, runs.staying(), null, "create-backup");

        assertThat(found()).isEmpty();
        assertThat(fixture.unfinished().interrupted()).contains(killed);
        assertThat(toTakeBack()).isEmpty();
    }

    @Test
    void aRollbackThatWasKilledUntouchedIsNoUpgradeToTakeBack() {
        runs.ran(RunCommand.ROLLBACK, plan, null, "choose-way-back");

        assertThat(toTakeBack()).isEmpty();
    }

    @Test
    void whatWasTakenBackIsNotTakenBackAgain() {
        upgradeThatSucceeded();
        runs.ran(RunCommand.ROLLBACK, plan, Outcome.ROLLED_BACK, "record-version", "replace-api", "finish");

        assertThat(found()).isEmpty();
        assertThat(toTakeBack()).isEmpty();
    }

    @Test
    void anUpgradeThatWentBackByItselfHidesTheOneBeforeIt() {
        upgradeThatSucceeded();
        runs.ran(RunCommand.UPGRADE, fixture.plan(), Outcome.ROLLED_BACK, "record-version", "replace-api");

        assertThat(toTakeBack()).isEmpty();
    }

    @Test
    void aRollbackThatOnlyLookedLeavesTheUpgradeBeforeIt() {
        upgradeThatSucceeded();
        Plan further = fixture.plan();
        runs.ran(RunCommand.UPGRADE, further, null, "acquire-lock", "preflight");
        runs.ran(RunCommand.ROLLBACK, further, Outcome.ROLLED_BACK, "acquire-lock", "verify", "finish");

        assertThat(toTakeBack()).contains(plan);
    }

    /** Of an upgrade that the journal does not know, only the way back may be left. */
    @Test
    void aRollbackOfAnUpgradeThatTheJournalDoesNotKnowTookSomethingBack() {
        upgradeThatSucceeded();
        runs.ran(RunCommand.ROLLBACK, fixture.plan(), Outcome.ROLLED_BACK, "record-version", "finish");

        assertThat(toTakeBack()).isEmpty();
    }

    @Test
    void aRestoreIsNoUpgradeToTakeBack() {
        upgradeThatSucceeded();
        JournalRun restore =
                runs.ran(RunCommand.RESTORE, runs.staying(), Outcome.STOPPED, "stop-scheduler", "restore-bundle");

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
        JournalRun untouched = runs.ran(RunCommand.ROLLBACK, plan, null, "choose-way-back");
        JournalRun restore = runs.ran(RunCommand.TAKE_BACK, runs.staying(), null, "stop-scheduler", "restore-bundle");

        assertThat(fixture.unfinished().ways(untouched)).noneMatch(way -> way.contains("--confirm-domain"));
        assertThat(fixture.unfinished().ways(restore)).noneMatch(way -> way.contains("--confirm-domain"));
    }

    @Test
    void whatTheOperatorTookBackByHandIsDecided() {
        upgradeThatStopped();
        runs.environmentNames("1.4.0");

        assertThat(found()).isEmpty();
        assertThat(fixture.unfinished().interrupted()).isEmpty();
    }

    @Test
    void soIsWhatTheyTookBackAfterAKill() {
        runs.ran(RunCommand.UPGRADE, plan, null, "record-version", "replace-api");
        runs.environmentNames("1.4.0");

        assertThat(found()).isEmpty();
        assertThat(fixture.unfinished().interrupted()).isEmpty();
    }

    @Test
    void itIsNotWhileOneServiceStands() {
        upgradeThatStopped();
        runs.environmentNames("1.4.0");
        fixture.world.platform.stop("scheduler");

        assertThat(found()).isPresent();
    }

    @Test
    void itIsNotWhileOneServiceHasNoContainer() {
        upgradeThatStopped();
        runs.environmentNames("1.4.0");
        fixture.world.platform.remove(fixture.world.platform.containers("web").get(0));

        assertThat(found()).isPresent();
    }

    @Test
    void itIsNotWhileClientsAreKeptAway() {
        upgradeThatStopped();
        runs.environmentNames("1.4.0");
        fixture.world.proxy.hold("api");

        assertThat(found()).isPresent();
    }

    @Test
    void itIsNotWhereDataMayHaveMoved() {
        runs.ran(RunCommand.ROLLBACK, plan, Outcome.STOPPED, "record-version", "restore-bundle");
        runs.environmentNames("1.4.0");

        assertThat(found()).isPresent();
    }
}
