package com.piprio.upgrader.run;

import com.piprio.backup.Progress;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.platform.Ports;
import com.piprio.upgrader.report.Report;
import java.time.Duration;
import java.time.Instant;

/**
 * What every step of one run works with.
 *
 * @param plan the decisions
 * @param installation the files
 * @param ports the world
 * @param settings the operator's choices
 * @param waiting waits with deadlines
 * @param report whoever watches
 * @param timings filled by the steps: where their time went
 */
public record Run(
        Plan plan,
        Installation installation,
        Ports ports,
        Settings settings,
        Wait waiting,
        Report report,
        Timings timings) {

    /** Tells whoever watches how far a backup or a restore has come. */
    Progress progress() {
        Instant start = waiting.clock().instant();
        return (what, done, total) -> report.waiting(
                total > 0 ? what + " " + done * 100 / total + " %" : what,
                Duration.between(start, waiting.clock().instant()));
    }
}
