package com.piprio.upgrader.run;

import static com.piprio.upgrader.run.UpgradeFixture.SOURCE;
import static com.piprio.upgrader.run.UpgradeFixture.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.piprio.backup.Progress;
import com.piprio.operator.ErrorCode;
import com.piprio.release.MigrationVersion;
import com.piprio.upgrader.plan.Cutover;
import com.piprio.upgrader.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WayBackTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    @Test
    void needsImagesOnlyWhenTheFirstMigrationFails() {
        UpgradeFixture fixture = failingAt("1.5.0.1");
        RunResult stopped = fixture.upgrade();
        fixture.world.data.write("written while the operator slept");

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.NEEDS_HUMAN);
        assertThat(Objects.requireNonNull(stopped.problem()).code()).isEqualTo(ErrorCode.MIGRATION_FAILED);
        assertThat(stopped.state())
                .contains("migrations applied: none", "way back: previous images alone; nothing is lost");
        assertThat(stopped.commands().get(0)).isEqualTo("scripts/rollback.sh   (back to 1.4.0)");
        assertThat(fixture.rollback().exitCode()).isEqualTo(ExitCode.ROLLED_BACK);
        fixture.assertAllOn(SOURCE);
        assertThat(fixture.world.data.database().rows()).contains("written while the operator slept");
    }

    @Test
    void needsImagesOnlyAfterAnOnlineMigration() {
        UpgradeFixture fixture = failingAt("1.5.0.2");
        RunResult stopped = fixture.upgrade();

        assertThat(stopped.state()).contains("migrations applied: 1.5.0.1 (online)");
        assertThat(fixture.rollback().exitCode()).isEqualTo(ExitCode.ROLLED_BACK);
        fixture.assertAllOn(SOURCE);
        assertThat(fixture.world.data.database().applied()).contains(MigrationVersion.parse("1.5.0.1"));
    }

    @Test
    void needsTheBundleAfterAnOfflineMigration() {
        UpgradeFixture fixture = failingAt("1.5.0.3");
        FakeDatabase before = fixture.world.data.database();
        RunResult stopped = fixture.upgrade();

        assertThat(stopped.state())
                .contains(
                        "migrations applied: 1.5.0.1 (online), 1.5.0.2 (offline)",
                        "way back: previous images and restore of the bundle; what was written since the backup is"
                                + " lost");
        assertThat(stopped.commands().get(0)).contains("--confirm-domain " + UpgradeFixture.DOMAIN);
        assertThat(fixture.rollback().exitCode()).isEqualTo(ExitCode.ROLLED_BACK);
        fixture.assertAllOn(SOURCE);
        assertThat(fixture.world.data.database()).isEqualTo(before);
    }

    @Test
    void leavesNoRestoreHalfDoneWhereverItsFirstRunWasKilled() throws IOException {
        boolean killed = true;
        boolean told = false;
        for (int effect = 1; killed; effect++) {
            UpgradeFixture fixture = new UpgradeFixture(Files.createDirectory(directory.resolve("effect" + effect)));
            fixture.world.schema.failMigration(MigrationVersion.parse("1.5.0.3"));
            fixture.upgrade();
            fixture.world.effects.seed(new Fault(effect, Fault.Moment.AFTER, Fault.Kind.KILL));
            Throwable end = catchThrowable(fixture::rollback);
            killed = end instanceof Killed;
            fixture.world.effects.seed(Fault.NONE);

            if (killed) {
                fixture.rollback();
            }
            assertThat(fixture.world.backups.settle(Progress.none()))
                    .as("killed behind effect " + effect)
                    .isEmpty();
            told |= fixture.output.stream().anyMatch(line -> line.endsWith("settled"));
        }
        assertThat(told).as("what was settled on the way back was told").isTrue();
    }

    @Test
    void requestsAreHeldOnlyWhereARestoreLeavesNoApi() {
        UpgradeFixture fixture = new UpgradeFixture(directory);
        Plan plan = fixture.plan();
        fixture.world.backups.create(plan.bundle(), Progress.none());
        FakeDatabase accepted = fixture.world.data.database();
        WayBack images = new WayBack(fixture.newRun(plan), question -> UpgradeFixture.DOMAIN);
        images.confirm();
        assertThat(images.cutover()).isEqualTo(Cutover.Mode.SIDE_BY_SIDE);

        fixture.world.data.replaceDatabase(new FakeDatabase(accepted.applied(), TARGET, accepted.rows()));
        WayBack restore = new WayBack(fixture.newRun(plan), question -> UpgradeFixture.DOMAIN);
        restore.confirm();
        assertThat(restore.cutover()).isEqualTo(Cutover.Mode.HOLD);
    }

    @Test
    void refusesARestoreWhenAnotherDomainIsTyped() {
        UpgradeFixture fixture = failingAt("1.5.0.3");
        fixture.upgrade();
        FakeDatabase stopped = fixture.world.data.database();
        fixture.type("docs.example.com");

        RunResult refused = fixture.rollback();

        assertThat(refused.exitCode()).isEqualTo(ExitCode.UNCHANGED);
        assertThat(Objects.requireNonNull(refused.problem()).code()).isEqualTo(ErrorCode.DOMAIN_WRONG);
        assertThat(fixture.world.data.database()).isEqualTo(stopped);
        assertThat(fixture.installation.release()).isEqualTo(TARGET);
        assertThat(fixture.unfinished().find()).as("still to be decided").isPresent();
        fixture.type(UpgradeFixture.DOMAIN);
        assertThat(fixture.rollback().exitCode()).isEqualTo(ExitCode.ROLLED_BACK);
    }

    @Test
    void goesForwardOnceTheMigrationIsMended() {
        UpgradeFixture fixture = failingAt("1.5.0.3");
        fixture.upgrade();
        fixture.world.schema.mendMigrations();

        assertThat(fixture.resume().exitCode()).isEqualTo(ExitCode.OK);
        fixture.assertAllOn(TARGET);
    }

    @Test
    void leavesNothingToTakeBackAfterARollback() {
        UpgradeFixture fixture = new UpgradeFixture(directory);
        fixture.upgrade();
        fixture.rollback();

        assertThat(fixture.unfinished().upgradeToTakeBack()).isEmpty();
        assertThat(fixture.upgrade().exitCode()).isEqualTo(ExitCode.OK);
        fixture.assertAllOn(TARGET);
        assertThat(fixture.unfinished().upgradeToTakeBack()).isPresent();
    }

    @Test
    void canBeLeftAtTheQuestion() {
        UpgradeFixture fixture = new UpgradeFixture(directory);
        fixture.upgrade();
        fixture.leaveAtTheQuestion();
        assertThatThrownBy(fixture::rollback).isInstanceOf(Killed.class);

        assertThat(fixture.unfinished().find())
                .as("the upgrade before it is finished")
                .isEmpty();
        fixture.assertAllOn(TARGET);
    }

    @Test
    void seesThatTheOperatorWentBackByHand() {
        UpgradeFixture fixture = failingAt("1.5.0.1");
        fixture.upgrade();
        assertThat(fixture.unfinished().find()).isPresent();
        fixture.installation
                .environment()
                .with("PIPRIO_VERSION", "1.4.0")
                .write(fixture.installation.environmentFile());
        fixture.world.platform.startAll();

        assertThat(fixture.unfinished().find()).isEmpty();
    }

    private UpgradeFixture failingAt(String migration) {
        UpgradeFixture fixture = new UpgradeFixture(directory);
        fixture.world.schema.failMigration(MigrationVersion.parse(migration));
        return fixture;
    }

    @Test
    void withoutAnAnswerOfTheDatabaseThePlanDecides() {
        UpgradeFixture offline = new UpgradeFixture(directory);
        UpgradeFixture online = new UpgradeFixture(directory, UpgradeFixture.Way.SIDE_BY_SIDE);
        Plan offlinePlan = offline.plan();
        Plan onlinePlan = online.plan();
        assertThat(WayBack.choose(offlinePlan, offline.world.schema))
                .isEqualTo(new WayBack.Choice(false, List.of(), true));

        offline.world.schema.silenceDatabase();
        online.world.schema.silenceDatabase();

        assertThat(WayBack.choose(offlinePlan, offline.world.schema))
                .isEqualTo(new WayBack.Choice(true, List.of(), false));
        assertThat(WayBack.choose(onlinePlan, online.world.schema))
                .isEqualTo(new WayBack.Choice(false, List.of(), false));
    }

    @Test
    void saysThatItDoesNotKnowTheMigrationsOfASilentDatabase() {
        UpgradeFixture fixture = new UpgradeFixture(directory);
        fixture.watch(step -> {
            if (step.equals("replace-workers")) {
                fixture.world.schema.silenceDatabase();
                throw Fault.failed(step);
            }
        });

        RunResult stopped = fixture.upgrade();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.NEEDS_HUMAN);
        assertThat(stopped.state())
                .contains("the upgrade 1.4.0 -> 1.5.0 stopped at replace-workers")
                .contains("migrations applied: unknown, the database does not answer");
        assertThat(stopped.commands().get(0)).contains("--confirm-domain " + UpgradeFixture.DOMAIN);
    }

    @Test
    void saysThatARestoreIsNotNeeded() {
        UpgradeFixture fixture = failingAt("1.5.0.1");
        fixture.upgrade();
        fixture.leaveAtTheQuestion();

        fixture.rollback();

        assertThat(fixture.output)
                .anyMatch(line -> line.endsWith("way back: previous images alone; nothing is lost"))
                .anyMatch(line -> line.endsWith("not needed: the schema accepts 1.4.0"));
    }
}
