package com.piprio.upgrader.run;

import com.piprio.upgrader.installation.JournalRun;
import com.piprio.upgrader.installation.Outcome;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.plan.PlanJson;
import java.util.List;

/** A run that did not reach its end, as operators hear of it: what happened, and what they can type. */
public final class RunInWords {
    private RunInWords() {}

    /**
     * Which run, how it ended, in which step and when, such as {@code upgrade 20261124T081500Z, 1.4.0 -> 1.5.0, was
     * killed or lost its power in step replace-api, last heard of at 2026-11-24T08:16:10Z}.
     */
    public static String happened(JournalRun run) {
        return run.command().word() + " " + run.id() + subject(run) + ", " + end(run) + " " + place(run)
                + ", last heard of at " + run.lastRecordAt();
    }

    private static String subject(JournalRun run) {
        Plan plan = PlanJson.read(run.plan());
        return switch (run.command()) {
            case UPGRADE ->
                ", " + plan.source() + " -> " + plan.target() + (plan.isHop() ? ", on the way to " + plan.goal() : "");
            case ROLLBACK -> ", " + plan.target() + " -> " + plan.source();
            case RESTORE -> " of " + plan.bundle().value();
            case TAKE_BACK -> " of the restore of " + plan.bundle().value();
            case BACKUP, INSTALL -> "";
        };
    }

    private static String end(JournalRun run) {
        if (run.signalled()) {
            return "was told to stop (Ctrl-C, SIGTERM or a closed terminal)";
        }
        return run.outcome() == Outcome.STOPPED
                ? "stopped" + (run.problem() == null ? "" : " with " + run.problem())
                : "was killed or lost its power";
    }

    private static String place(JournalRun run) {
        if (run.current() != null) {
            return "in step " + run.current();
        }
        List<String> done = run.done();
        return done.isEmpty() ? "before its first step" : "after step " + done.get(done.size() - 1);
    }

    /** @param domain typed to consent to the restore that the way back needs; empty when it needs none */
    static List<String> ways(JournalRun run, String domain) {
        Plan plan = PlanJson.read(run.plan());
        String consent = domain.isEmpty() ? "" : " --confirm-domain " + domain;
        if (run.command().hasTwoEnds() && !UpgradeSteps.touchedTheInstallation(run)) {
            return List.of(
                    "nothing was changed; begin again: scripts/resume.sh"
                            + (plan.isHop() ? "; then " + plan.commandOnwards() : ""),
                    "or stay: scripts/rollback.sh   (sees that " + plan.source() + " runs)");
        }
        return switch (run.command()) {
            case UPGRADE ->
                List.of(
                        "go on: scripts/resume.sh   (forward to " + plan.target() + ")"
                                + (plan.isHop() ? "; then " + plan.commandOnwards() : ""),
                        "or go back: scripts/rollback.sh" + consent + "   (to " + plan.source() + ")");
            case ROLLBACK ->
                List.of("go on: scripts/resume.sh" + consent + ", or scripts/rollback.sh" + consent
                        + ", which is the same   (back to " + plan.source() + ")");
            case RESTORE ->
                List.of(
                        "go on: scripts/resume.sh   (to bundle " + plan.bundle().value() + ")",
                        "or go back: scripts/rollback.sh   (to the data of before)");
            case TAKE_BACK ->
                List.of("go on: scripts/resume.sh   (back from bundle "
                        + plan.bundle().value() + ")");
            case BACKUP -> List.of("nothing was changed; when you need a bundle: scripts/backup.sh");
            case INSTALL -> List.of("go on: scripts/install.sh with the same options");
        };
    }
}
