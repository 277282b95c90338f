package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.backup.BundleId;
import com.piprio.release.MigrationVersion;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.failpoint.Failpoint;
import com.piprio.upgrader.installation.JournalRun;
import com.piprio.upgrader.run.UpgradeFixture.Way;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Exhaustive: every command that moves an installation, in every mode of cut-over, struck by everything at the border of
 * every step and at every effect within one, and what an operator can type then. Whatever it was, the installation ends
 * entirely on the source or entirely on the target, serves clients and schedules, and has lost nothing.
 */
class CrashMatrixTest {
    @TempDir(factory = MemoryDirectory.class)
    static Path directory;

    private static final String WRITTEN_LATER = "row of after the backup";

    /** What is struck; each begins where the one before it ended. */
    enum Command {
        UPGRADE,
        ROLLBACK,
        RESTORE,
        TAKE_BACK
    }

    /** What the operator types once the command was struck. */
    enum Answer {
        RESUME,
        ROLLBACK,
        /** As ROLLBACK, and the run itself goes back when it can. */
        BY_ITSELF
    }

    /**
     * One place and one kind of fault.
     *
     * @param step null for an effect within a step
     */
    private record Strike(String step, Fault fault) {
        @Override
        public String toString() {
            return (step == null ? "effect " + fault.effect() : "step " + step) + " " + fault.moment() + " "
                    + fault.kind();
        }
    }

    @ParameterizedTest
    @EnumSource(Command.class)
    void everythingEndsAtOneOfTwoEnds(Command command) {
        List<String> wrong = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger cases = new AtomicInteger();
        for (Way way : ways(command)) {
            Ends ends = new Ends(prepared(way, command), command);
            strikes(way, command).parallelStream().forEach(strike -> {
                for (Answer answer : answers(command)) {
                    cases.incrementAndGet();
                    Case one = new Case(way, command, ends, strike, answer);
                    try {
                        if (!one.run()) {
                            break;
                        }
                    } catch (RuntimeException | AssertionError e) {
                        wrong.add(one + ": " + e);
                    }
                }
            });
        }
        say("crash matrix, " + command + ": " + cases + " cases, " + wrong.size()
                + " that end neither on the source nor on the target");
        assertThat(wrong).isEmpty();
        assertThat(cases).hasValueGreaterThan(100);
    }

    /** A way back has one end, and both answers lead there by the same steps. */
    private static List<Answer> answers(Command command) {
        return switch (command) {
            case UPGRADE -> List.of(Answer.RESUME, Answer.ROLLBACK, Answer.BY_ITSELF);
            case RESTORE -> List.of(Answer.RESUME, Answer.ROLLBACK);
            case ROLLBACK, TAKE_BACK -> List.of(Answer.RESUME);
        };
    }

    /** A restore is the same in each. */
    private static List<Way> ways(Command command) {
        return command == Command.RESTORE || command == Command.TAKE_BACK ? List.of(Way.HOLD) : List.of(Way.values());
    }

    @SuppressWarnings("SystemOut") // the count belongs into the log of the build
    private static void say(String line) {
        System.out.println(line);
    }

    private static List<Strike> strikes(Way way, Command command) {
        UpgradeFixture fixture = prepared(way, command);
        fixture.world.effects.seed(Fault.NONE);
        Set<String> steps = new LinkedHashSet<>();
        fixture.watch(steps::add);
        begin(fixture, command);
        List<Strike> strikes = new ArrayList<>();
        for (Fault.Moment moment : Fault.Moment.values()) {
            for (Fault.Kind kind : Fault.Kind.values()) {
                steps.forEach(step -> strikes.add(new Strike(step, new Fault(0, moment, kind))));
                for (int effect = 1; effect <= fixture.world.effects.count(); effect++) {
                    strikes.add(new Strike(null, new Fault(effect, moment, kind)));
                }
            }
        }
        return strikes;
    }

    private static UpgradeFixture prepared(Way way, Command command) {
        UpgradeFixture fixture = new UpgradeFixture(directory, way);
        if (command == Command.ROLLBACK) {
            assertThat(fixture.upgrade().exitCode()).isEqualTo(ExitCode.OK);
        }
        if (command == Command.RESTORE || command == Command.TAKE_BACK) {
            assertThat(fixture.backup().exitCode()).isEqualTo(ExitCode.OK);
            fixture.world.data.write(WRITTEN_LATER);
            fixture.world.data.rewrite("row before", "as it became");
        }
        if (command == Command.TAKE_BACK) {
            assertThat(fixture.restore(bundle(fixture)).exitCode()).isEqualTo(ExitCode.OK);
        }
        return fixture;
    }

    private static BundleId bundle(UpgradeFixture fixture) {
        return fixture.world.backups.bundles().get(0);
    }

    private static RunResult begin(UpgradeFixture fixture, Command command) {
        return switch (command) {
            case UPGRADE -> fixture.upgrade();
            case ROLLBACK -> fixture.rollback();
            case RESTORE -> fixture.restore(bundle(fixture));
            case TAKE_BACK -> fixture.takeBack();
        };
    }

    /** One cell of the matrix. */
    private record Case(Way way, Command command, Ends ends, Strike strike, Answer answer) {
        /** @return false when the operator was left nothing to answer: another answer would be the same case */
        boolean run() {
            UpgradeFixture fixture = prepared(way, command);
            if (answer == Answer.BY_ITSELF) {
                fixture.goBackOnFailure();
            }
            if (strike.step() == null) {
                fixture.world.effects.seed(strike.fault());
            } else {
                fixture.strikeAt(
                        strike.step(), strike.fault().moment(), strike.fault().kind());
            }
            Optional<RunResult> result = Optional.empty();
            try {
                result = Optional.of(begin(fixture, command));
            } catch (Killed e) {
                // the journal has the last word
            }
            fixture.world.effects.seed(Fault.NONE);
            fixture.killNoMore();
            fixture.assertEnvironmentIsWhole();
            result.ifPresent(ended -> assertNothingIsKeptInSilence(fixture, ended));
            Optional<JournalRun> left = fixture.unfinished().interrupted();
            left.ifPresent(run -> assertToldWithItsStep(fixture, run));
            boolean decided = fixture.unfinished().find().isEmpty();
            if (decided) {
                ends.assertAtOne(fixture);
            }
            if (left.isPresent()) {
                boolean touched = UpgradeSteps.touchedTheInstallation(left.get());
                RunResult end = answer == Answer.RESUME ? fixture.resume() : fixture.rollback();
                assertThat(end.exitCode()).isIn(ExitCode.OK, ExitCode.ROLLED_BACK);
                boolean oneWay = command == Command.ROLLBACK || (command == Command.TAKE_BACK && touched);
                ends.assertAt(fixture, answer == Answer.RESUME || oneWay);
            } else if (result.isPresent() && result.get().exitCode() == ExitCode.UNCHANGED) {
                // It put everything back; nothing stands in the way of the same command.
                begin(fixture, command);
                ends.assertAt(fixture, true);
            }
            return left.isPresent() || answer == Answer.ROLLBACK;
        }

        @Override
        public String toString() {
            return command + " " + way + ", " + strike + ", then " + answer;
        }

        /** A run that ended by itself gave clients and schedules back, or says that it did not. */
        private static void assertNothingIsKeptInSilence(UpgradeFixture fixture, RunResult ended) {
            String said = String.join("\n", ended.state());
            if (Fence.schedulerStands(fixture.world.platform)) {
                assertThat(said).contains("the scheduler is stopped");
            }
            if (fixture.world.traffic.keptFrom("api")) {
                assertThat(said).contains("clients do not reach the API");
            }
        }

        private void assertToldWithItsStep(UpgradeFixture fixture, JournalRun run) {
            assertThat(RunInWords.happened(run)).contains(run.command().word(), "step", "last heard of");
            assertThat(fixture.unfinished().ways(run)).isNotEmpty().allMatch(way -> way.contains("scripts/"));
            if (strike.step() != null && strike.fault().kind() == Fault.Kind.KILL) {
                assertThat(RunInWords.happened(run))
                        .contains(strike.step().equals("acquire-lock") ? "before its first step" : strike.step());
            }
        }
    }

    /** Where a command may lead: what was there before it, and what is there when nothing strikes. */
    private static final class Ends {
        private final ReleaseVersion from;
        private final ReleaseVersion to;
        private final FakeDatabase before;
        private final Map<String, String> objectsBefore;
        private final FakeDatabase after;
        private final Map<String, String> objectsAfter;
        private final boolean schemaMayStayAhead;

        Ends(UpgradeFixture fixture, Command command) {
            this.from = fixture.installation.release();
            this.before = fixture.world.data.database();
            this.objectsBefore = fixture.world.data.objects();
            this.schemaMayStayAhead = command == Command.UPGRADE || command == Command.ROLLBACK;
            UpgradeFixture untouched = prepared(fixture.way, command);
            begin(untouched, command);
            this.to = untouched.installation.release();
            this.after = untouched.world.data.database();
            this.objectsAfter = untouched.world.data.objects();
        }

        void assertAtOne(UpgradeFixture fixture) {
            boolean there = fixture.world.data.database().rows().equals(after.rows())
                    && fixture.installation.release().equals(to);
            assertAt(fixture, there);
        }

        void assertAt(UpgradeFixture fixture, boolean target) {
            fixture.assertAllOn(target ? to : from);
            FakeDatabase expected = target ? after : before;
            assertThat(fixture.world.data.database().rows()).isEqualTo(expected.rows());
            if (!schemaMayStayAhead) {
                assertThat(fixture.world.data.database()).isEqualTo(expected);
            }
            Map<String, String> objects = target ? objectsAfter : objectsBefore;
            assertThat(fixture.world.data.objects()).containsAllEntriesOf(named(expected, objects));
        }

        private static Map<String, String> named(FakeDatabase database, Map<String, String> objects) {
            return database.rows().stream().collect(Collectors.toMap(row -> row, objects::get));
        }
    }

    // The oracle can fail

    @Test
    void seesARestoreThatLosesRows() {
        UpgradeFixture fixture = prepared(Way.HOLD, Command.RESTORE);
        Ends ends = new Ends(fixture, Command.RESTORE);
        fixture.world.backups.loseRowsWhenRestoring();
        fixture.restore(bundle(fixture));

        assertThatThrownBy(() -> ends.assertAtOne(fixture)).isInstanceOf(AssertionError.class);
    }

    @Test
    void seesObjectsOfAnotherTime() {
        UpgradeFixture fixture = prepared(Way.HOLD, Command.RESTORE);
        Ends ends = new Ends(fixture, Command.RESTORE);
        fixture.restore(bundle(fixture));
        ends.assertAt(fixture, true);
        fixture.world.data.rewrite("row before", "as it became");

        assertThatThrownBy(() -> ends.assertAt(fixture, true)).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @MethodSource("stepsThatMatter")
    void seesAStepThatIsForgotten(String forgotten) {
        UpgradeFixture fixture = new UpgradeFixture(directory);
        Ends ends = new Ends(fixture, Command.UPGRADE);
        fixture.killAt("stop-scheduler", Fault.Moment.AFTER);
        assertThatThrownBy(fixture::upgrade).isInstanceOf(Killed.class);
        fixture.makeMistake(steps -> steps.stream()
                .filter(step -> !step.name().equals(forgotten) && !step.name().equals("verify"))
                .toList());
        fixture.resume();

        assertThatThrownBy(() -> ends.assertAt(fixture, true)).isInstanceOf(AssertionError.class);
    }

    static Stream<String> stepsThatMatter() {
        return Stream.of("replace-api", "replace-workers", "start-scheduler", "replace-web", "finish");
    }

    @Test
    void seesAnInstallationThatIsHalfWay() {
        UpgradeFixture fixture = new UpgradeFixture(directory);
        fixture.world.schema.failMigration(MigrationVersion.parse("1.5.0.1"));
        fixture.upgrade();

        assertThatThrownBy(() -> fixture.assertAllOn(fixture.way.source)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> fixture.assertAllOn(fixture.way.target)).isInstanceOf(AssertionError.class);
    }

    @Test
    void theFailpointsOfTheTestBuildKnowEveryStep() {
        Set<String> steps = new LinkedHashSet<>(List.of("start-services"));
        for (Command command : Command.values()) {
            UpgradeFixture fixture = prepared(Way.HOLD, command);
            fixture.watch(steps::add);
            begin(fixture, command);
        }

        assertThat(Failpoint.STEPS).containsExactlyInAnyOrderElementsOf(steps);
    }
}
