package com.piprio.upgrader.run;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.Migration;
import com.piprio.release.MigrationVersion;
import com.piprio.upgrader.installation.Outcome;
import com.piprio.upgrader.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs an upgrade to one of its ends: target, unchanged, rolled back, or stopped with the way back named. Which one
 * follows from the impact of the step that failed.
 */
public final class UpgradeRun {
    private final Run run;
    private final Session session;
    private final StepRunner runner;
    private final Confirmation confirmation;

    public UpgradeRun(Run run, Session session, StepRunner runner, Confirmation confirmation) {
        this.run = run;
        this.session = session;
        this.runner = runner;
        this.confirmation = confirmation;
    }

    /** Blocks until the run has ended; the journal then knows how. */
    public RunResult upgrade(List<Step> steps) {
        Optional<StepFailure> failed = runner.run(steps);
        if (failed.isEmpty()) {
            return RunResult.ok();
        }
        RunResult result = afterFailure(failed.get());
        session.end(result.outcome());
        return result;
    }

    /** Blocks until the rollback has ended. */
    public RunResult rollback(WayBack wayBack) {
        return rollback(UpgradeSteps.rollback(run, session, wayBack));
    }

    /** The way back from an upgrade that was killed before it changed anything: proves that the source runs. */
    public RunResult seeThatTheSourceRuns() {
        return rollback(UpgradeSteps.seeThatTheSourceRuns(run, session));
    }

    private RunResult rollback(List<Step> steps) {
        Optional<StepFailure> failed = runner.run(steps);
        if (failed.isEmpty()) {
            return new RunResult(Outcome.ROLLED_BACK, ExitCode.ROLLED_BACK, null, List.of(), List.of());
        }
        RunResult result = failed.get().step().impact() == Impact.NONE
                ? unchanged(failed.get().problem())
                : stopped(
                        failed.get(),
                        List.of("scripts/resume.sh   (it goes on where it stopped, as scripts/rollback.sh does)"));
        // A rollback that changed nothing leaves the upgrade before it as unfinished as it was.
        session.end(result.outcome());
        return result;
    }

    /** Blocks until the restore has ended. */
    public RunResult restore(BundleRestore restore) {
        Optional<StepFailure> failed = runner.run(UpgradeSteps.restore(run, session, restore));
        if (failed.isEmpty()) {
            return RunResult.ok();
        }
        RunResult result = failed.get().step().impact() == Impact.NONE
                ? unchanged(failed.get().problem())
                : stopped(
                        failed.get(),
                        List.of(
                                "scripts/resume.sh   (it goes on to the bundle)",
                                "scripts/rollback.sh   (back to the data of before)"));
        session.end(result.outcome());
        return result;
    }

    /** Blocks until the way back from a restore has ended. */
    public RunResult takeBack(BundleRestore takenBack) {
        return repeatable(UpgradeSteps.restore(run, session, takenBack), "scripts/resume.sh");
    }

    /** Blocks until a first start or a backup has ended; both can simply be repeated. */
    public RunResult repeatable(List<Step> steps, String command) {
        Optional<StepFailure> failed = runner.run(steps);
        if (failed.isEmpty()) {
            return RunResult.ok();
        }
        RunResult result = failed.get().step().impact() == Impact.NONE
                ? unchanged(failed.get().problem())
                : stopped(failed.get(), List.of(command + "   (it can be repeated)"));
        session.end(result.outcome());
        return result;
    }

    private RunResult afterFailure(StepFailure failure) {
        return switch (failure.step().impact()) {
            case NONE -> unchanged(failure.problem());
            case CONFIG, DEGRADED -> takenBack(failure);
            case DATA -> goesBack(failure.problem()) ? rolledBack(failure) : stoppedHalfWay(failure);
        };
    }

    /** A process that was told to end has no time for the way back. */
    private boolean goesBack(OperatorException problem) {
        return run.settings().rollbackOnFailure() && problem.code() != ErrorCode.PROCESS_INTERRUPTED;
    }

    private RunResult unchanged(OperatorException problem) {
        ExitCode exit =
                switch (problem.code()) {
                    case BUG -> ExitCode.BUG;
                    case LOCK_HELD, INTERRUPTED_RUN -> ExitCode.LOCKED;
                    default -> ExitCode.UNCHANGED;
                };
        return new RunResult(
                Outcome.UNCHANGED,
                exit,
                problem,
                List.of("nothing was changed", WhatRuns.inWords(run.ports().platform())),
                List.of());
    }

    private RunResult takenBack(StepFailure failure) {
        run.report().line("Taking back what was changed; no data has moved");
        Optional<StepFailure> again = runner.run(UpgradeSteps.takeBack(run));
        if (again.isPresent()) {
            return stopped(again.get(), List.of("scripts/rollback.sh", "scripts/resume.sh   (forward)"));
        }
        return new RunResult(
                Outcome.UNCHANGED,
                ExitCode.UNCHANGED,
                failure.problem(),
                List.of(
                        "release " + run.plan().source() + " runs as before, verified from outside",
                        WhatRuns.inWords(run.ports().platform())),
                List.of());
    }

    private RunResult rolledBack(StepFailure failure) {
        run.report()
                .line("ERROR " + failure.problem().getMessage() + "; going back to "
                        + run.plan().source());
        List<Step> steps = UpgradeSteps.rollback(run, session, new WayBack(run, confirmation));
        // The lock is held and the run is in the journal already.
        Optional<StepFailure> again = runner.run(steps.stream()
                .filter(step ->
                        !step.name().equals("acquire-lock") && !step.name().equals("finish"))
                .toList());
        if (again.isPresent()) {
            return stopped(
                    again.get(),
                    List.of("scripts/rollback.sh   (it goes on with the way back)", "scripts/resume.sh   (forward)"));
        }
        return new RunResult(
                Outcome.ROLLED_BACK,
                ExitCode.ROLLED_BACK,
                failure.problem(),
                List.of(
                        "release " + run.plan().source() + " runs again, verified from outside",
                        WhatRuns.inWords(run.ports().platform())),
                List.of());
    }

    private RunResult stoppedHalfWay(StepFailure failure) {
        WayBack.Choice wayBack = WayBack.choose(run.plan(), run.ports().schema());
        List<String> state = new ArrayList<>();
        state.add("the upgrade " + run.plan().source() + " -> " + run.plan().target() + " stopped at "
                + failure.step().name());
        state.add(WhatRuns.inWords(run.ports().platform()));
        state.addAll(Fence.left(run.ports()));
        state.add(migrations(run.plan(), wayBack));
        state.add("way back: " + wayBack.inWords());
        String domain = wayBack.needsRestore()
                ? " --confirm-domain " + run.installation().domain()
                : "";
        return new RunResult(
                Outcome.STOPPED,
                ExitCode.NEEDS_HUMAN,
                failure.problem(),
                state,
                List.of(
                        "scripts/rollback.sh" + domain + "   (back to "
                                + run.plan().source() + ")",
                        "scripts/resume.sh   (forward to " + run.plan().target() + ", once the cause is mended)"));
    }

    private RunResult stopped(StepFailure failure, List<String> commands) {
        List<String> state = new ArrayList<>();
        state.add("stopped at " + failure.step().name());
        state.add(WhatRuns.inWords(run.ports().platform()));
        state.addAll(Fence.left(run.ports()));
        return new RunResult(Outcome.STOPPED, ExitCode.NEEDS_HUMAN, failure.problem(), state, commands);
    }

    private static String migrations(Plan plan, WayBack.Choice wayBack) {
        if (!wayBack.certain()) {
            return "migrations applied: unknown, the database does not answer";
        }
        if (wayBack.applied().isEmpty()) {
            return "migrations applied: none";
        }
        List<String> words = new ArrayList<>();
        for (MigrationVersion version : wayBack.applied()) {
            words.add(version
                    + plan.pending().stream()
                            .filter(migration -> migration.version().equals(version))
                            .map(Migration::kind)
                            .map(kind -> " (" + kind.name().toLowerCase(Locale.ROOT) + ")")
                            .findFirst()
                            .orElse(""));
        }
        return "migrations applied: " + String.join(", ", words);
    }
}
