package com.piprio.upgrader.cli;

import com.piprio.release.Migration;
import com.piprio.upgrader.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plan in the words an operator reads before anything happens. */
final class PlanText {
    private PlanText() {}

    static List<String> lines(Plan plan, String domain) {
        List<String> lines = new ArrayList<>();
        lines.add("Upgrade of " + domain + ": " + plan.source() + " -> " + plan.target()
                + (plan.isHop() ? ", on the way to " + plan.goal() : ""));
        if (plan.pending().isEmpty()) {
            lines.add("  migrations  none");
        } else {
            lines.add("  migrations  " + plan.pending().size());
            for (Migration migration : plan.pending()) {
                lines.add("    " + migration.version() + "  "
                        + migration.kind().name().toLowerCase(Locale.ROOT) + "  " + migration.summary());
            }
        }
        lines.add("  cut-over    " + plan.cutover().mode().word() + ": "
                + plan.cutover().reason());
        plan.settings().renames().forEach(rename -> lines.add("  settings    in .env, " + rename.inWords()));
        plan.settings().generated().forEach(key -> lines.add("  settings    " + key + " gets a generated value"));
        lines.add("  backup      backups/" + plan.bundle().value());
        lines.add("  way back    " + Plan.wayBack(plan.pending()));
        return lines;
    }
}
