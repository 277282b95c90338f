package com.piprio.upgrader.cli;

import com.piprio.backup.SafetyBundle;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.InstallationLock;
import com.piprio.upgrader.installation.JournalRun;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.plan.Cutover;
import com.piprio.upgrader.plan.CutoverWish;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.plan.PlanJson;
import com.piprio.upgrader.plan.Planner;
import com.piprio.upgrader.platform.Together;
import com.piprio.upgrader.release.FetchedRelease;
import com.piprio.upgrader.report.Report;
import com.piprio.upgrader.run.BundleRestore;
import com.piprio.upgrader.run.Preflight;
import com.piprio.upgrader.run.RunInWords;
import com.piprio.upgrader.run.RunResult;
import com.piprio.upgrader.run.Session;
import com.piprio.upgrader.run.Settings;
import com.piprio.upgrader.run.Step;
import com.piprio.upgrader.run.StepWrapping;
import com.piprio.upgrader.run.TargetRelease;
import com.piprio.upgrader.run.UnfinishedRun;
import com.piprio.upgrader.run.UpgradeRun;
import com.piprio.upgrader.run.UpgradeSteps;
import com.piprio.upgrader.run.WayBack;
import com.piprio.upgrader.run.WhatRuns;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The runs that move an installation, begun or resumed: the one way that leads into them.
 *
 * @param console where to speak
 * @param tools the installation and what acts on it
 */
record Runs(Console console, Tools tools) {

    /** A new upgrade. */
    int upgrade(Plan plan, FetchedRelease fetched, Settings settings, @Nullable String confirmDomain) {
        return upgrade(plan, fetched, settings, confirmDomain, false);
    }

    private int upgrade(
            Plan plan, FetchedRelease fetched, Settings settings, @Nullable String confirmDomain, boolean resumed) {
        RunFrame frame = new RunFrame(console, tools, RunCommand.UPGRADE, plan, settings);
        Report report = frame.report();
        PlanText.lines(plan, tools.installation().domain()).forEach(report::line);
        Runnable entryCheck = resumed ? () -> {} : tools.unfinished()::refuse;
        try (Session session = frame.session(entryCheck)) {
            Preflight preflight = new Preflight(frame.run(), fetched, tools.releases());
            List<Step> steps = UpgradeSteps.upgrade(
                    frame.run(),
                    session,
                    new TargetRelease(tools.installation(), tools.ports(), fetched),
                    preflight,
                    StepWrapping.present().around(Together::begin));
            UpgradeRun upgrade =
                    new UpgradeRun(frame.run(), session, frame.runner(), frame.confirmation(confirmDomain));
            RunResult result = upgrade.upgrade(resumed ? UpgradeSteps.resumed(steps) : steps);
            List<String> summary = frame.summary("Release " + plan.target() + " runs on "
                    + tools.installation().domain() + ".");
            summary.add("  backup     backups/" + plan.bundle().value());
            summary.add("  way back   scripts/rollback.sh");
            if (plan.isHop()) {
                summary.add("  way on     to " + plan.goal() + ": " + plan.commandOnwards()
                        + tools.releases().option());
            }
            return frame.end(session, result, summary);
        }
    }

    /** The way back from the last upgrade that was not taken back. */
    int rollback(@Nullable String confirmDomain) {
        InstallationLock.requireFree(tools.installation().state());
        UnfinishedRun unfinished = tools.unfinished();
        Optional<JournalRun> restore =
                unfinished.find().filter(run -> run.command().aboutBundles());
        if (restore.isPresent()) {
            return backFromRestore(restore.get(), confirmDomain);
        }
        Plan plan = unfinished.upgradeToTakeBack().orElseThrow(() -> OperatorException.of(
                        ErrorCode.NO_UPGRADE, "there is no upgrade to go back from")
                .expected("an upgrade in the journal that was not taken back yet")
                .found("none; " + WhatRuns.inWords(tools.ports().platform()))
                .remedy("to go back to a bundle: scripts/backups.sh, then scripts/restore.sh BUNDLE")
                .build());
        return rollback(plan, Settings.DEFAULT, confirmDomain);
    }

    /** Begun or gone on with: each of its steps looks at what is there. */
    private int rollback(Plan plan, Settings settings, @Nullable String confirmDomain) {
        RunFrame frame = new RunFrame(console, tools, RunCommand.ROLLBACK, plan, settings);
        frame.report()
                .line("Rollback of " + tools.installation().domain() + ": " + plan.target() + " -> " + plan.source());
        boolean touched = tools.unfinished().touched(plan);
        try (Session session = frame.session(() -> {})) {
            UpgradeRun rollback =
                    new UpgradeRun(frame.run(), session, frame.runner(), frame.confirmation(confirmDomain));
            RunResult result = touched
                    ? rollback.rollback(new WayBack(frame.run(), frame.confirmation(confirmDomain)))
                    : rollback.seeThatTheSourceRuns();
            return frame.end(
                    session,
                    result,
                    frame.summary(
                            touched
                                    ? "Release " + plan.source() + " runs again."
                                    : "The upgrade had changed nothing; release " + plan.source() + " runs."));
        }
    }

    /** A restore, begun or gone on with. */
    int restore(Plan plan, Settings settings, @Nullable String confirmDomain, SafetyBundle safety) {
        RunFrame frame = new RunFrame(console, tools, RunCommand.RESTORE, plan, settings);
        tools.passphrase().listen(frame.passphrase());
        try (Session session = frame.session(() -> {})) {
            UpgradeRun restore =
                    new UpgradeRun(frame.run(), session, frame.runner(), frame.confirmation(confirmDomain));
            RunResult result =
                    restore.restore(BundleRestore.of(frame.run(), frame.confirmation(confirmDomain), safety));
            return frame.end(
                    session,
                    result,
                    frame.summary(
                            "Bundle " + plan.bundle().value() + " is restored; release " + plan.target() + " runs."));
        }
    }

    /** The way back from the newest restore, begun or gone on with. */
    int takeBack(Plan plan, Settings settings, @Nullable String confirmDomain) {
        return takeBack(plan, settings, confirmDomain, true);
    }

    private int takeBack(Plan plan, Settings settings, @Nullable String confirmDomain, boolean replaced) {
        RunFrame frame = new RunFrame(console, tools, RunCommand.TAKE_BACK, plan, settings);
        try (Session session = frame.session(() -> {})) {
            UpgradeRun back = new UpgradeRun(frame.run(), session, frame.runner(), frame.confirmation(confirmDomain));
            RunResult result = back.takeBack(
                    replaced
                            ? BundleRestore.takenBack(frame.run(), frame.confirmation(confirmDomain))
                            : BundleRestore.left(frame.run()));
            return frame.end(
                    session,
                    result,
                    frame.summary("The restore of bundle " + plan.bundle().value() + " is taken back; release "
                            + plan.target() + " runs."));
        }
    }

    /** From a restore that did not reach its end, to the data of before; what runs says whether it was replaced. */
    private int backFromRestore(JournalRun restore, @Nullable String confirmDomain) {
        tell(restore);
        Plan plan = PlanJson.read(restore.plan());
        return takeBack(
                plan, Settings.DEFAULT, confirmDomain, tools.unfinished().replacedData(restore));
    }

    /** Goes on with whatever was interrupted or stopped. */
    int resume(Settings settings, @Nullable String confirmDomain) {
        InstallationLock.requireFree(tools.installation().state());
        JournalRun unfinished = interrupted();
        return switch (unfinished.command()) {
            case UPGRADE -> resumeUpgrade(unfinished, settings, confirmDomain);
            case ROLLBACK -> {
                tell(unfinished);
                yield rollback(PlanJson.read(unfinished.plan()), settings, confirmDomain);
            }
            case RESTORE -> {
                tell(unfinished);
                yield restore(PlanJson.read(unfinished.plan()), settings, confirmDomain, SafetyBundle.REQUIRED);
            }
            case TAKE_BACK -> backFromRestore(unfinished, confirmDomain);
            case BACKUP, INSTALL -> throw nothingToResume();
        };
    }

    /** The same for an upgrade to this release. */
    int resumeUpgrade(Optional<ReleaseVersion> wanted, Settings settings, @Nullable String confirmDomain) {
        JournalRun unfinished = interrupted();
        Plan plan = PlanJson.read(unfinished.plan());
        if (unfinished.command() != RunCommand.UPGRADE
                || !List.of(plan.target(), plan.goal()).contains(wanted.orElse(plan.target()))) {
            throw OperatorException.of(ErrorCode.INTERRUPTED_RUN, "the unfinished run is another one")
                    .expected("an unfinished upgrade to "
                            + wanted.map(String::valueOf).orElse("any release"))
                    .found(RunInWords.happened(unfinished))
                    .remedy(String.join("\n", tools.unfinished().ways(unfinished)))
                    .build();
        }
        return resumeUpgrade(unfinished, settings, confirmDomain);
    }

    private int resumeUpgrade(JournalRun unfinished, Settings settings, @Nullable String confirmDomain) {
        tell(unfinished);
        Plan plan = PlanJson.read(unfinished.plan());
        FetchedRelease fetched = tools.releases().fetch(plan.target());
        if (UpgradeSteps.touchedTheInstallation(unfinished)) {
            return upgrade(plan, fetched, settings, confirmDomain, true);
        }
        // Nothing was changed, so the world may have: a new plan.
        boolean chosen = plan.cutover().mode() == Cutover.Mode.MAINTENANCE;
        CutoverWish wish = new CutoverWish(chosen ? plan.cutover().mode() : null, settings.holdLimit());
        Plan anew = Planner.plan(
                tools.installation().release(),
                fetched,
                tools.installation().registry(),
                tools.ports().schema().read(),
                tools.nextName(),
                tools.cutoverBasis(),
                wish,
                tools.check(fetched).changes());
        return upgrade(anew.towards(plan.goal()), fetched, settings, confirmDomain, false);
    }

    private void tell(JournalRun unfinished) {
        console.line("Going on: " + RunInWords.happened(unfinished));
    }

    private JournalRun interrupted() {
        return tools.unfinished().interrupted().orElseThrow(this::nothingToResume);
    }

    private OperatorException nothingToResume() {
        return OperatorException.of(ErrorCode.NO_UPGRADE, "there is no run to resume")
                .expected("an unfinished upgrade, rollback or restore in the journal")
                .found("none; " + WhatRuns.inWords(tools.ports().platform()))
                .remedy("see what ran: scripts/history.sh; to move on: scripts/upgrade.sh [VERSION]")
                .build();
    }
}
