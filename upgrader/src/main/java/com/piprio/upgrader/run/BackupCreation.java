package com.piprio.upgrader.run;

import com.piprio.backup.Progress;

/** Takes the bundle that the way back needs, before anything changes. */
final class BackupCreation {
    private final Run run;

    BackupCreation(Run run) {
        this.run = run;
    }

    /** Done when the plan's bundle exists and was verified. */
    void create() {
        run.timings().measure(Timings.Kind.BACKUP, "bundle", () -> run.ports()
                .backups()
                .create(run.plan().bundle(), breakable(run.progress())));
        run.report().detail("bundle " + run.plan().bundle().value() + " was taken and verified");
    }

    /** Nothing is changed yet, so it may end in the middle when the process is told to end. */
    private Progress breakable(Progress progress) {
        return (what, done, total) -> {
            run.waiting().stop().check();
            progress.says(what, done, total);
        };
    }
}
