package com.piprio.upgrader.run;

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
                .create(run.plan().bundle(), run.progress()));
        run.report().detail("bundle " + run.plan().bundle().value() + " was taken and verified");
    }
}
