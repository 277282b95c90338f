package com.piprio.upgrader.run;

import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.platform.Platform;

/** Moves each kind of service to a release; all acts are idempotent. */
final class Services {
    private final Run run;
    private final Platform platform;

    Services(Run run) {
        this.run = run;
        this.platform = run.ports().platform();
    }

    /** Done when no scheduler runs: no job is born while services change. */
    void stopScheduler() {
        platform.stop("scheduler");
    }

    /** @param leavesWorkersBehind the API's migrations will make the schema unfit for the workers that run now */
    Runnable replaceApi(ReleaseVersion release, boolean leavesWorkersBehind) {
        return () -> {
            if (leavesWorkersBehind) {
                run.report().detail("workers stop first: an offline migration makes the schema unfit for them");
                new WorkerReplacement(run).removeAll();
            }
            new HoldReplacement(run).replace("api", release);
        };
    }

    Runnable replaceWorkers(ReleaseVersion release) {
        return () -> new WorkerReplacement(run).replaceAll(release);
    }

    Runnable startScheduler(ReleaseVersion release) {
        return () -> {
            run.timings().measure(Timings.Kind.START, "scheduler", () -> {
                platform.start("scheduler");
                new Readiness(run).await("scheduler", release.toString());
            });
        };
    }

    Runnable replaceWeb(ReleaseVersion release) {
        return () -> new HoldReplacement(run).replace("web", release);
    }

    /** Done when nothing writes to database or object store: requests wait at the proxy, jobs are handed back. */
    void stopWriters() {
        run.ports().proxy().hold("api");
        platform.stop("scheduler");
        new WorkerReplacement(run).removeAll();
        platform.stop("api");
    }
}
