package com.piprio.upgrader.run;

import static com.piprio.upgrader.run.UpgradeFixture.SOURCE;
import static com.piprio.upgrader.run.UpgradeFixture.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.backup.Adoption;
import com.piprio.backup.BundleId;
import com.piprio.backup.Progress;
import com.piprio.backup.SafetyBundle;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.JournalRun;
import com.piprio.upgrader.installation.Outcome;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.plan.Plan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a run that ended in the middle had begun to change the installation, and whether it had replaced data. */
class UnfinishedRunChangesTest {
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

    @Test
    void anUpgradeIsTouchedOnceAStepWithAnImpactBegan() {
        runs.ran(RunCommand.UPGRADE, plan, null, "acquire-lock", "create-backup");
        runs.ran(RunCommand.ROLLBACK, plan, null, "record-version");
        assertThat(fixture.unfinished().touched(plan)).isFalse();

        runs.ran(RunCommand.UPGRADE, plan, null, "record-version");
        assertThat(fixture.unfinished().touched(plan)).isTrue();
        assertThat(fixture.unfinished().touched(fixture.plan())).isFalse();
    }

    /** A restore of the bundle that an upgrade made is named after the same second. */
    @Test
    void anotherPlanOfTheSameSecondIsNotTouched() {
        runs.ran(RunCommand.UPGRADE, plan, null, "record-version");

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
        return runs.ran(RunCommand.RESTORE, of, null, "stop-scheduler", "restore-bundle");
    }

    @Test
    void aRestoreThatWasKilledBeforeItReplacedAnythingHasNothingToBringBack() {
        Plan staying = runs.staying();
        restored(staying.bundle());
        JournalRun later = restoreKilled(staying);

        assertThat(fixture.unfinished().replacedData(later)).isFalse();
    }

    @Test
    void aRestoreThatReplacedDataHas() {
        Plan staying = runs.staying();
        JournalRun killed = restoreKilled(staying);
        restored(staying.bundle());

        assertThat(fixture.unfinished().replacedData(killed)).isTrue();
    }

    @Test
    void aRestoreThatGoesOnHasWhatItsFirstRunReplaced() {
        Plan staying = runs.staying();
        restoreKilled(staying);
        restored(staying.bundle());

        assertThat(fixture.unfinished().replacedData(restoreKilled(staying))).isTrue();
    }

    @Test
    void aRestoreHasNothingOfARestoreOfAnotherBundle() {
        Plan staying = runs.staying();
        restoreKilled(staying);
        restored(staying.bundle());

        assertThat(fixture.unfinished().replacedData(restoreKilled(runs.staying())))
                .isFalse();
    }

    @Test
    void aRestoreHasNothingOfOneThatEnded() {
        Plan staying = runs.staying();
        runs.ran(RunCommand.RESTORE, staying, Outcome.SUCCEEDED, "restore-bundle", "finish");
        restored(staying.bundle());

        assertThat(fixture.unfinished().replacedData(restoreKilled(staying))).isFalse();
    }

    @Test
    void aRestoreDoesNotGoOnWithAnUpgrade() {
        Plan staying = runs.staying();
        runs.ran(RunCommand.UPGRADE, staying, null, "record-version");
        restored(staying.bundle());

        assertThat(fixture.unfinished().replacedData(restoreKilled(staying))).isFalse();
    }

    @Test
    void aWayBackAlwaysHasDataToBringBack() {
        JournalRun killed = runs.ran(RunCommand.TAKE_BACK, runs.staying(), null, "restore-bundle");

        assertThat(fixture.unfinished().replacedData(killed)).isTrue();
    }
}
