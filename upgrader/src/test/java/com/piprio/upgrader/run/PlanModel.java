package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.backup.BundleId;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.JournalRun;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.run.RandomPlan.Typed;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link RandomPlan} on the world in memory, and knows beside it what must be: which rows there are, and to which
 * two ends a command may lead. After each command the world is held against that.
 */
final class PlanModel {
    private final UpgradeFixture fixture;
    private final Map<BundleId, List<String>> bundles = new HashMap<>();
    private List<String> rows;
    private @Nullable List<String> beforeRestore;
    private @Nullable Ends open;
    private int written;

    /** Where a command that has begun may lead. */
    private record Ends(
            ReleaseVersion from,
            List<String> rowsBefore,
            ReleaseVersion to,
            List<String> rowsAfter,
            RunCommand command) {}

    private PlanModel(UpgradeFixture fixture) {
        this.fixture = fixture;
        this.rows = fixture.world.data.database().rows();
    }

    /** Blocks until the plan is through; throws when the world was ever other than it must be. */
    static void run(RandomPlan plan, Path directory, UnaryOperator<List<Step>> mistake) {
        UpgradeFixture fixture = new UpgradeFixture(directory, plan.way());
        fixture.makeMistake(mistake);
        PlanModel model = new PlanModel(fixture);
        plan.commands().forEach(model::type);
        if (model.open != null) {
            model.type(new Typed(RandomPlan.Verb.RESUME, Fault.NONE));
        }
        assertThat(model.open)
                .as("a resume that nothing strikes reaches an end")
                .isNull();
        fixture.assertAllOn(fixture.installation.release());
    }

    private void type(Typed typed) {
        Optional<Act> act = act(typed.verb());
        if (act.isEmpty()) {
            return;
        }
        fixture.world.effects.seed(typed.fault());
        Optional<RunResult> result = Optional.empty();
        try {
            result = act.get().run();
        } catch (Killed e) {
            // the next command finds what is left
        } finally {
            fixture.world.effects.seed(Fault.NONE);
        }
        for (BundleId bundle : fixture.world.backups.bundles()) {
            bundles.putIfAbsent(bundle, rows);
        }
        result.ifPresent(this::assertNothingIsKeptInSilence);
        compare(result, typed);
    }

    private interface Act {
        Optional<RunResult> run();
    }

    /** Empty where the command would be refused, or where nobody would type it. */
    private Optional<Act> act(RandomPlan.Verb verb) {
        ReleaseVersion release = fixture.installation.release();
        return switch (verb) {
            case WRITE -> open == null ? Optional.of(this::write) : Optional.empty();
            case BACKUP -> open == null ? Optional.of(() -> Optional.of(fixture.backup())) : Optional.empty();
            case FINALIZE -> open == null ? Optional.of(this::dropKept) : Optional.empty();
            case UPGRADE -> upgrade(release);
            case RESUME -> resume(release);
            case ROLLBACK -> rollback(release);
            case RESTORE -> restore(release);
            case TAKE_BACK -> takeBack(release);
        };
    }

    private Optional<RunResult> write() {
        fixture.world.data.write("row " + ++written);
        rows = fixture.world.data.database().rows();
        return Optional.empty();
    }

    private Optional<RunResult> dropKept() {
        fixture.world.backups.dropKept();
        beforeRestore = null;
        return Optional.empty();
    }

    private Optional<Act> upgrade(ReleaseVersion release) {
        if (open != null) {
            return Optional.of(() -> {
                assertThat(fixture.upgrade().exitCode()).isEqualTo(ExitCode.LOCKED);
                return Optional.empty();
            });
        }
        if (!release.equals(fixture.way.source)) {
            return Optional.empty();
        }
        open = new Ends(release, rows, fixture.way.target, rows, RunCommand.UPGRADE);
        return Optional.of(() -> Optional.of(fixture.upgrade()));
    }

    private Optional<Act> resume(ReleaseVersion release) {
        Optional<JournalRun> left = fixture.unfinished().interrupted();
        if (left.isEmpty() || left.get().command() == RunCommand.BACKUP) {
            return Optional.empty();
        }
        if (open == null) {
            // It died before it changed anything, and begins anew.
            Optional<Ends> again = ends(left.get(), release);
            if (again.isEmpty()) {
                return Optional.empty();
            }
            open = again.get();
        }
        return Optional.of(() -> Optional.of(fixture.resume()));
    }

    private Optional<Ends> ends(JournalRun untouched, ReleaseVersion release) {
        return switch (untouched.command()) {
            case UPGRADE -> Optional.of(new Ends(release, rows, fixture.way.target, rows, RunCommand.UPGRADE));
            case ROLLBACK -> fixture.unfinished().upgradeToTakeBack().map(plan -> endsOfRollback(plan, release));
            default -> Optional.empty();
        };
    }

    private Optional<Act> rollback(ReleaseVersion release) {
        if (open == null) {
            Optional<Plan> plan = fixture.unfinished().upgradeToTakeBack();
            if (plan.isEmpty() || !readable(plan.get())) {
                return Optional.empty();
            }
            open = endsOfRollback(plan.get(), release);
        } else if (open.command() == RunCommand.UPGRADE || open.command() == RunCommand.RESTORE) {
            // The other way round: the end is where it began.
            open = new Ends(open.to(), open.rowsAfter(), open.from(), open.rowsBefore(), RunCommand.ROLLBACK);
        }
        return Optional.of(() -> Optional.of(fixture.rollback()));
    }

    private boolean readable(Plan plan) {
        return !WayBack.choose(plan, fixture.world.schema).needsRestore() || bundles.containsKey(plan.bundle());
    }

    private Ends endsOfRollback(Plan plan, ReleaseVersion release) {
        boolean restores = fixture.unfinished().touched(plan)
                && WayBack.choose(plan, fixture.world.schema).needsRestore();
        List<String> after = restores ? Objects.requireNonNull(bundles.get(plan.bundle())) : rows;
        return new Ends(release, rows, plan.source(), after, RunCommand.ROLLBACK);
    }

    private Optional<Act> restore(ReleaseVersion release) {
        Optional<BundleId> bundle = fixture.world.backups.bundles().stream()
                .filter(one ->
                        fixture.world.backups.content(one).oldestRelease().compareTo(release) <= 0)
                .findFirst();
        if (open != null || bundle.isEmpty()) {
            return Optional.empty();
        }
        beforeRestore = rows;
        open = new Ends(release, rows, release, Objects.requireNonNull(bundles.get(bundle.get())), RunCommand.RESTORE);
        return Optional.of(() -> Optional.of(fixture.restore(bundle.get())));
    }

    private Optional<Act> takeBack(ReleaseVersion release) {
        List<String> before = beforeRestore;
        if (open != null || before == null || !fixture.world.backups.canTakeBack(release)) {
            return Optional.empty();
        }
        open = new Ends(release, rows, release, before, RunCommand.TAKE_BACK);
        return Optional.of(() -> Optional.of(fixture.takeBack()));
    }

    private void compare(Optional<RunResult> result, Typed typed) {
        String words = typed.line() + ", result " + result.map(RunResult::exitCode);
        List<String> present = fixture.world.data.database().rows();
        Ends ends = open;
        if (ends == null) {
            assertThat(present).as(words).isEqualTo(rows);
            fixture.assertAllOn(fixture.installation.release());
            return;
        }
        assertThat(List.of(ends.rowsBefore(), ends.rowsAfter())).as(words).contains(present);
        if (fixture.unfinished().find().isPresent()) {
            JournalRun left = fixture.unfinished().find().get();
            assertThat(RunInWords.happened(left)).as(words).contains("step");
            assertThat(fixture.unfinished().ways(left)).as(words).isNotEmpty();
            return;
        }
        boolean arrived = result.map(RunResult::exitCode)
                        .filter(code -> code == ExitCode.OK || code == ExitCode.ROLLED_BACK)
                        .isPresent()
                || (result.isEmpty()
                        && fixture.installation.release().equals(ends.to())
                        && present.equals(ends.rowsAfter()));
        fixture.assertAllOn(arrived ? ends.to() : ends.from());
        assertThat(present).as(words).isEqualTo(arrived ? ends.rowsAfter() : ends.rowsBefore());
        assertThat(fixture.world.data.objects()).as(words).containsKeys(present.toArray(String[]::new));
        rows = present;
        if (arrived && ends.command() != RunCommand.RESTORE && ends.command() != RunCommand.UPGRADE) {
            beforeRestore = null; // what it would lead back to is another story
        }
        open = null;
    }

    private void assertNothingIsKeptInSilence(RunResult ended) {
        String said = String.join("\n", ended.state());
        if (Fence.schedulerStands(fixture.world.platform)) {
            assertThat(said).contains("the scheduler is stopped");
        }
        if (fixture.world.traffic.keptFrom("api")) {
            assertThat(said).contains("clients do not reach the API");
        }
    }
}
