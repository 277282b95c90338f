package com.piprio.upgrader.run;

import com.piprio.operator.OperatorException;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.Journal;
import com.piprio.upgrader.installation.JournalRun;
import com.piprio.upgrader.installation.Outcome;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.plan.PlanJson;
import com.piprio.upgrader.platform.Platform;
import com.piprio.upgrader.platform.ServiceContainer;
import java.util.List;
import java.util.Optional;

/** Finds in the journal what an earlier run left to be decided. */
public final class UnfinishedRun {
    private final Installation installation;
    private final Journal journal;
    private final Platform platform;

    public UnfinishedRun(Installation installation, Journal journal, Platform platform) {
        this.installation = installation;
        this.journal = journal;
        this.platform = platform;
    }

    /**
     * The newest run that changes the release, when it neither reached its end nor was taken back by hand: what runs
     * counts, not only what the journal says.
     */
    public Optional<JournalRun> find() {
        return newest().filter(JournalRun::unfinished).filter(run -> !takenBackByHand(run));
    }

    /** @throws OperatorException that names the unfinished run and both ways out of it */
    public void refuse() {
        find().ifPresent(run -> {
            Plan plan = PlanJson.read(run.plan());
            String step = run.current() == null ? "its end" : run.current();
            throw UpgradeRun.unfinished(
                    run.command().word() + " " + run.id(),
                    step,
                    plan.source().toString(),
                    plan.target().toString());
        });
    }

    /**
     * The upgrade that a rollback would take back: the newest that was begun and not taken back, finished or not.
     */
    public Optional<Plan> upgradeToTakeBack() {
        List<JournalRun> runs = journal.runs();
        for (int i = runs.size() - 1; i >= 0; i--) {
            JournalRun run = runs.get(i);
            boolean taken = run.outcome() == Outcome.ROLLED_BACK;
            if (taken) {
                return Optional.empty();
            }
            if (changedSomething(run) && run.command() != RunCommand.RESTORE) {
                return Optional.of(PlanJson.read(run.plan()));
            }
        }
        return Optional.empty();
    }

    private Optional<JournalRun> newest() {
        List<JournalRun> runs = journal.runs();
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
        boolean diedUntouched = run.outcome() == null && !UpgradeSteps.touchedTheInstallation(run);
        return run.command().changesRelease() && run.outcome() != Outcome.UNCHANGED && !diedUntouched;
    }

    private boolean takenBackByHand(JournalRun run) {
        String source = PlanJson.read(run.plan()).source().toString();
        if (!installation.release().toString().equals(source)) {
            return false;
        }
        return Verification.SERVICES.stream().allMatch(service -> {
            List<ServiceContainer> containers = platform.containers(service);
            return !containers.isEmpty()
                    && containers.stream()
                            .allMatch(container -> platform.probe(container).readyOn(source));
        });
    }
}
