package com.piprio.upgrader.run;

import static com.piprio.upgrader.run.UpgradeFixture.TARGET;

import com.piprio.backup.BundleId;
import com.piprio.upgrader.installation.Journal;
import com.piprio.upgrader.installation.JournalRun;
import com.piprio.upgrader.installation.Outcome;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.installation.RunId;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.plan.PlanJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An installation whose {@code .env} names the target already, and the runs in its journal. */
final class EarlierRuns {
    final UpgradeFixture fixture;
    final Plan plan;

    EarlierRuns(Path directory) {
        fixture = new UpgradeFixture(directory);
        plan = fixture.plan();
        environmentNames("1.5.0");
    }

    void environmentNames(String release) {
        fixture.installation
                .environment()
                .with("PIPRIO_VERSION", release)
                .write(fixture.installation.environmentFile());
    }

    /** One more run; its last step is begun, and done only when the run succeeded. */
    JournalRun ran(RunCommand command, Plan of, @Nullable Outcome outcome, String... steps) {
        fixture.time.sleep(Duration.ofSeconds(1));
        RunId id = RunId.at(fixture.time.instant());
        Journal journal = fixture.journal();
        journal.runStarted(id, command, PlanJson.write(of));
        for (int i = 0; i < steps.length; i++) {
            journal.stepStarted(id, steps[i]);
            if (i < steps.length - 1 || outcome == Outcome.SUCCEEDED) {
                journal.stepDone(id, steps[i], 1);
            }
        }
        if (outcome != null) {
            journal.runFinished(id, outcome);
        }
        List<JournalRun> runs = journal.runs();
        return runs.get(runs.size() - 1);
    }

    /** Of a command that stays with the release, and begins now. */
    Plan staying() {
        fixture.time.sleep(Duration.ofSeconds(1));
        return Plan.staying(TARGET, BundleId.at(fixture.time.instant()), List.of());
    }
}
