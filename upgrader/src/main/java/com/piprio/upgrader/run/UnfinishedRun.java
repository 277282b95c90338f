package com.piprio.upgrader.run;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.Journal;
import com.piprio.upgrader.installation.JournalRun;
import com.piprio.upgrader.installation.Outcome;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.plan.PlanJson;
import com.piprio.upgrader.platform.Ports;
import com.piprio.upgrader.platform.ServiceContainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds in the journal what an earlier run left to be decided. What runs counts, not only what the journal says. */
public final class UnfinishedRun {
    private final Installation installation;
    private final Journal journal;
    private final Ports ports;

    public UnfinishedRun(Installation installation, Journal journal, Ports ports) {
        this.installation = installation;
        this.journal = journal;
        this.ports = ports;
    }

    /**
     * The newest run that changes the release or the data, when it neither reached its end nor was taken back by hand:
     * nobody knows yet which of its two ends shall be.
     */
    public Optional<JournalRun> find() {
        return newest(journal.runs()).filter(JournalRun::unfinished).filter(run -> !takenBackByHand(run));
    }

    /** True when the journal alone says that nothing was left: no service has to be looked at. */
    public static boolean nothingLeft(List<JournalRun> runs) {
        return newest(runs).filter(JournalRun::unfinished).isEmpty()
                && endedWithoutAWord(runs).isEmpty();
    }

    /**
     * What an operator should hear of: {@link #find}, or the last run of all when it was killed before it changed
     * anything.
     */
    public Optional<JournalRun> interrupted() {
        return find().or(() -> endedWithoutAWord(journal.runs()));
    }

    private static Optional<JournalRun> endedWithoutAWord(List<JournalRun> runs) {
        return runs.isEmpty()
                ? Optional.empty()
                : Optional.of(runs.get(runs.size() - 1)).filter(run -> run.outcome() == null && !changedSomething(run));
    }

    /** @throws OperatorException that names the unfinished run and both ways out of it */
    public void refuse() {
        find().ifPresent(run -> {
            throw OperatorException.of(
                            ErrorCode.INTERRUPTED_RUN,
                            "an earlier " + run.command().word() + " is unfinished")
                    .expected("no unfinished run")
                    .found(RunInWords.happened(run) + "\n" + WhatRuns.inWords(ports.platform()))
                    .remedy(String.join("\n", RunInWords.ways(run, needsRestore(run) ? installation.domain() : "")))
                    .build();
        });
    }

    /** What to type, most advisable first. */
    public List<String> ways(JournalRun run) {
        return RunInWords.ways(run, needsRestore(run) ? installation.domain() : "");
    }

    private boolean needsRestore(JournalRun run) {
        return !run.command().aboutBundles()
                && changedSomething(run)
                && WayBack.choose(PlanJson.read(run.plan()), ports.schema()).needsRestore();
    }

    /**
     * The upgrade that a rollback would take back: the newest that was begun and not taken back, finished or not. A run
     * that was killed before it changed anything counts only as long as nothing ran after it: there the way back is to
     * see that the source runs, and not to take back the upgrade before it.
     */
    public Optional<Plan> upgradeToTakeBack() {
        List<JournalRun> runs = journal.runs();
        for (int i = runs.size() - 1; i >= 0; i--) {
            JournalRun run = runs.get(i);
            if (run.outcome() == Outcome.ROLLED_BACK && tookSomethingBack(runs, run)) {
                return Optional.empty();
            }
            boolean killedUntouched =
                    i == runs.size() - 1 && diedUntouched(run) && run.command().hasTwoEnds();
            boolean counts =
                    changedSomething(run) && !run.command().aboutBundles() && run.outcome() != Outcome.ROLLED_BACK;
            if (killedUntouched || counts) {
                return Optional.of(PlanJson.read(run.plan()));
            }
        }
        return Optional.empty();
    }

    /** False for a rollback that only found out that its upgrade had changed nothing. */
    private static boolean tookSomethingBack(List<JournalRun> runs, JournalRun back) {
        if (back.command() == RunCommand.UPGRADE) {
            return true;
        }
        Plan plan = PlanJson.read(back.plan());
        List<JournalRun> taken = new ArrayList<>(runs);
        taken.removeIf(run -> !run.command().hasTwoEnds() || !samePlan(run, plan));
        return taken.isEmpty() || touchedByAnUpgrade(taken);
    }

    private static boolean touchedByAnUpgrade(List<JournalRun> runs) {
        return runs.stream()
                .anyMatch(run -> run.command() == RunCommand.UPGRADE && UpgradeSteps.touchedTheInstallation(run));
    }

    /** A restore of the bundle that an upgrade made is named after the same second, and is another plan. */
    private static boolean samePlan(JournalRun run, Plan plan) {
        Plan its = PlanJson.read(run.plan());
        return its.run().equals(plan.run())
                && its.source().equals(plan.source())
                && its.target().equals(plan.target());
    }

    /**
     * Whether the way back from an interrupted restore, or from an interrupted way back, has data to bring back. It has
     * none where the restore was interrupted before it replaced anything; an older restore must not be taken back then.
     */
    public boolean replacedData(JournalRun restore) {
        JournalRun first = restore;
        List<JournalRun> runs = journal.runs();
        for (int i = runs.indexOf(restore) - 1; i >= 0 && goesOnWith(runs.get(i), restore); i--) {
            first = runs.get(i);
        }
        return first.command() == RunCommand.TAKE_BACK || ports.backups().restoredSince(first.startedAt());
    }

    private static boolean goesOnWith(JournalRun earlier, JournalRun restore) {
        return earlier.unfinished()
                && earlier.command().aboutBundles()
                && samePlan(earlier, PlanJson.read(restore.plan()));
    }

    /** True when the upgrade of this plan got as far as to change something. */
    public boolean touched(Plan plan) {
        return touchedByAnUpgrade(
                journal.runs().stream().filter(run -> samePlan(run, plan)).toList());
    }

    private static Optional<JournalRun> newest(List<JournalRun> runs) {
        for (int i = runs.size() - 1; i >= 0; i--) {
            JournalRun run = runs.get(i);
            if (changedSomething(run)) {
                return Optional.of(run);
            }
        }
        return Optional.empty();
    }

    /** A run that was declined, or that died before it touched anything, leaves the run before it as it was. */
    private static boolean changedSomething(JournalRun run) {
        return run.command().changesRelease() && run.outcome() != Outcome.UNCHANGED && !diedUntouched(run);
    }

    private static boolean diedUntouched(JournalRun run) {
        return run.outcome() == null && !UpgradeSteps.touchedTheInstallation(run);
    }

    private boolean takenBackByHand(JournalRun run) {
        ReleaseVersion release = PlanJson.read(run.plan()).source();
        if (!installation.release().equals(release) || UpgradeSteps.movedData(run)) {
            return false;
        }
        String source = release.toString();
        ReleaseServices services = ReleaseServices.of(installation, release);
        return services.names().stream().allMatch(service -> served(service, source))
                && ports.platform().containers().stream().noneMatch(services::isForeign)
                && ports.outside().api().readyOn(source);
    }

    private boolean served(String service, String release) {
        List<ServiceContainer> containers = ports.platform().containers(service);
        return !containers.isEmpty()
                && containers.stream()
                        .allMatch(container -> ports.platform().probe(container).readyOn(release));
    }
}
