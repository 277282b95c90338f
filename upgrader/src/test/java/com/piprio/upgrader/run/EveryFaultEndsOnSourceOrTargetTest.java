package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.release.MigrationVersion;
import com.piprio.upgrader.installation.Outcome;
import com.piprio.upgrader.run.UpgradeFixture.Way;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Exhaustive: at every effect of an upgrade, before and after it, an error and a kill. Whatever the operator then does,
 * the installation ends entirely on the source or entirely on the target, and on the source with the data it had.
 */
class EveryFaultEndsOnSourceOrTargetTest {
    @TempDir(factory = MemoryDirectory.class)
    static Path directory;

    static Stream<Arguments> faults() {
        return Stream.of(Way.values()).flatMap(way -> faults(way).map(fault -> Arguments.of(way, fault)));
    }

    private static Stream<Fault> faults(Way way) {
        UpgradeFixture fixture = new UpgradeFixture(directory, way);
        fixture.world.seed(Fault.NONE);
        assertThat(fixture.upgrade().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(fixture.world.traffic().lost()).isEmpty();
        return everyFault(fixture.world.effects());
    }

    private static Stream<Fault> everyFault(int effects) {
        List<Fault> faults = new ArrayList<>();
        for (int effect = 1; effect <= effects; effect++) {
            for (Fault.Moment moment : Fault.Moment.values()) {
                for (Fault.Kind kind : Fault.Kind.values()) {
                    faults.add(new Fault(effect, moment, kind));
                }
            }
        }
        return faults.stream();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void wayBackEndsOnTheSourceWithItsData(Way way, Fault fault) {
        UpgradeFixture fixture = new UpgradeFixture(directory, way);
        FakeWorld.FakeDatabase before = fixture.world.database();

        Outcome outcome = struck(fixture, fault);

        if (outcome == Outcome.STOPPED) {
            assertThat(fixture.rollback().exitCode()).isEqualTo(ExitCode.ROLLED_BACK);
        }
        fixture.assertAllOn(fixture.way.source);
        assertThat(fixture.world.database().rows()).isEqualTo(before.rows());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void resumingEndsOnTheTarget(Way way, Fault fault) {
        UpgradeFixture fixture = new UpgradeFixture(directory, way);

        Outcome outcome = struck(fixture, fault);

        if (outcome == Outcome.STOPPED) {
            assertThatThrownBy(() -> fixture.unfinished().refuse()).hasMessageContaining("UPG-209");
            assertThat(fixture.resume().exitCode()).isEqualTo(ExitCode.OK);
        } else {
            fixture.assertAllOn(fixture.way.source);
            assertThat(fixture.upgrade().exitCode()).isEqualTo(ExitCode.OK);
        }
        fixture.assertAllOn(fixture.way.target);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aRunThatGoesBackByItselfEndsOnTheSource(Way way, Fault fault) {
        UpgradeFixture fixture = new UpgradeFixture(directory, way);
        fixture.goBackOnFailure();

        Outcome outcome = struck(fixture, fault);

        if (fault.kind() == Fault.Kind.ERROR) {
            assertThat(outcome).isIn(Outcome.ROLLED_BACK, Outcome.UNCHANGED);
        } else if (outcome == Outcome.STOPPED) {
            assertThat(fixture.rollback().exitCode()).isEqualTo(ExitCode.ROLLED_BACK);
        }
        fixture.assertAllOn(fixture.way.source);
    }

    static Stream<Arguments> borders() {
        List<String> steps =
                new UpgradeFixture(directory).steps().stream().map(Step::name).toList();
        return Stream.of(Way.values()).flatMap(way -> steps.stream()
                .flatMap(step -> Stream.of(Fault.Moment.values()).map(moment -> Arguments.of(way, step, moment))));
    }

    @ParameterizedTest
    @MethodSource("borders")
    void aKillAtTheBorderOfAStepLeavesBothWaysOpen(Way way, String step, Fault.Moment moment) {
        UpgradeFixture back = new UpgradeFixture(directory, way);
        if (killed(back, step, moment)) {
            assertThat(back.rollback().exitCode()).isEqualTo(ExitCode.ROLLED_BACK);
        }
        back.assertAllOn(step.equals("finish") && moment == Fault.Moment.AFTER ? way.target : way.source);

        UpgradeFixture forward = new UpgradeFixture(directory, way);
        boolean undecided = killed(forward, step, moment);
        if (undecided) {
            assertThat(forward.resume().exitCode()).isEqualTo(ExitCode.OK);
        } else if (!forward.installation.release().equals(way.target)) {
            assertThat(forward.upgrade().exitCode()).isEqualTo(ExitCode.OK);
        }
        forward.assertAllOn(way.target);
    }

    private static boolean killed(UpgradeFixture fixture, String step, Fault.Moment moment) {
        fixture.killAt(step, moment);
        assertThatThrownBy(fixture::upgrade).isInstanceOf(Killed.class);
        fixture.killNoMore();
        return fixture.unfinished().find().isPresent();
    }

    @ParameterizedTest
    @MethodSource("faultsOfTheRollback")
    void aRollbackThatWasStruckCanBeRepeated(Way way, Fault fault) {
        UpgradeFixture fixture = new UpgradeFixture(directory, way);
        FakeWorld.FakeDatabase before = fixture.world.database();
        assertThat(fixture.upgrade().exitCode()).isEqualTo(ExitCode.OK);
        fixture.world.seed(fault);
        try {
            fixture.rollback();
        } catch (Killed e) {
            // the operator runs it again
        }
        fixture.world.seed(Fault.NONE);

        if (fixture.unfinished().upgradeToTakeBack().isPresent()) {
            assertThat(fixture.rollback().exitCode()).isEqualTo(ExitCode.ROLLED_BACK);
        }

        fixture.assertAllOn(way.source);
        if (way != Way.SIDE_BY_SIDE) {
            assertThat(fixture.world.database()).isEqualTo(before);
        }
    }

    static Stream<Arguments> faultsOfTheRollback() {
        return Stream.of(Way.values()).flatMap(way -> faultsOfTheRollback(way).map(fault -> Arguments.of(way, fault)));
    }

    private static Stream<Fault> faultsOfTheRollback(Way way) {
        UpgradeFixture fixture = new UpgradeFixture(directory, way);
        fixture.upgrade();
        fixture.world.seed(Fault.NONE);
        assertThat(fixture.rollback().exitCode()).isEqualTo(ExitCode.ROLLED_BACK);
        int effects = fixture.world.effects();
        return everyFault(effects);
    }

    @Test
    void seesARestoreThatLosesRows() {
        UpgradeFixture fixture = new UpgradeFixture(directory);
        FakeWorld.FakeDatabase before = fixture.world.database();
        fixture.upgrade();
        fixture.world.loseRowsWhenRestoring();
        fixture.rollback();

        assertThat(fixture.world.database().rows()).isNotEqualTo(before.rows());
    }

    @Test
    void seesAnInstallationThatIsHalfWay() {
        UpgradeFixture fixture = new UpgradeFixture(directory);
        fixture.world.failMigration(MigrationVersion.parse("1.5.0.1"));
        fixture.upgrade();

        assertThatThrownBy(() -> fixture.assertAllOn(fixture.way.source)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> fixture.assertAllOn(fixture.way.target)).isInstanceOf(AssertionError.class);
    }

    private static Outcome struck(UpgradeFixture fixture, Fault fault) {
        fixture.world.seed(fault);
        try {
            return fixture.upgrade().outcome();
        } catch (Killed e) {
            return fixture.unfinished().find().isPresent() ? Outcome.STOPPED : Outcome.UNCHANGED;
        } finally {
            fixture.world.seed(Fault.NONE);
        }
    }
}
