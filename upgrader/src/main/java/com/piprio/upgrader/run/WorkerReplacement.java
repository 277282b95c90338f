package com.piprio.upgrader.run;

import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.platform.Platform;
import com.piprio.upgrader.platform.ServiceContainer;
import java.util.List;

/** Replaces workers one at a time, so that jobs go on being done; each finishes or hands back its job first. */
final class WorkerReplacement {
    private static final String WORKER = "worker";

    private final Run run;
    private final Platform platform;

    WorkerReplacement(Run run) {
        this.run = run;
        this.platform = run.ports().platform();
    }

    /** Takes all workers away, each after it finished or handed back its job: the schema is about to leave them behind. */
    void removeAll() {
        platform.containers(WORKER).forEach(this::remove);
    }

    /** Done when the configured number of workers is ready on the release and no other worker is left. */
    void replaceAll(ReleaseVersion release) {
        int wanted = run.installation().workerReplicas();
        while (true) {
            List<ServiceContainer> workers = platform.containers(WORKER);
            List<ServiceContainer> stale = workers.stream()
                    .filter(worker -> !release.toString().equals(worker.release()) || !worker.running())
                    .toList();
            if (stale.isEmpty() && workers.size() >= wanted) {
                break;
            }
            int left = workers.size();
            if (!stale.isEmpty()) {
                remove(stale.get(0));
                left--;
            }
            int total = Math.max(left + 1, 1);
            run.timings().measure(Timings.Kind.START, WORKER, () -> {
                platform.addWorkers(total);
                new Readiness(run).await(WORKER, release.toString(), worker -> release.toString()
                        .equals(worker.release()));
            });
            boolean more = stale.size() > 1 || left + 1 < wanted;
            if (more) {
                run.timings().measure(Timings.Kind.PAUSE, WORKER, () -> run.waiting()
                        .pause("pause before the next worker", run.settings().workerPause()));
            }
        }
        new Readiness(run).await(WORKER, release.toString());
    }

    private void remove(ServiceContainer worker) {
        run.timings().measure(Timings.Kind.STOP, WORKER, () -> platform.remove(worker));
    }
}
