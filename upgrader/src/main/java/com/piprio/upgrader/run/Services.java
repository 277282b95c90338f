package com.piprio.upgrader.run;

import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.plan.Cutover;
import com.piprio.upgrader.plan.HeadRoom;
import com.piprio.upgrader.platform.Platform;
import com.piprio.upgrader.platform.ServiceContainer;
import java.time.Duration;
import java.util.function.Supplier;

/** Moves each kind of service to a release; all acts are idempotent. */
final class Services {
    /** A frontend without database and jobs has little that could fail later. */
    private static final Duration WEB_SETTLE = Duration.ofSeconds(2);

    /** Long enough for some dozen requests of a busy installation. */
    private static final Duration API_SHARE = Duration.ofSeconds(1);

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

    /**
     * @param mode asked for when the step begins; side by side gives way to a hold when there is no room any more
     * @param stopsWorkers the API's migrations make the schema unfit for the workers that run now, or take so long that
     *     nothing should compete with them
     */
    Runnable replaceApi(ReleaseVersion release, Supplier<Cutover.Mode> mode, boolean stopsWorkers) {
        return () -> {
            if (stopsWorkers) {
                run.report().detail("workers stop first: they must not run while the schema changes");
                new WorkerReplacement(run).removeAll();
            }
            switch (withRoom(mode.get())) {
                case SIDE_BY_SIDE ->
                    new SideBySideReplacement(run)
                            .replace("api", release, run.settings().settle(), API_SHARE);
                case HOLD ->
                    new PausedReplacement(run)
                            .replace("api", release, run.settings().holdLimit());
                case MAINTENANCE -> new PausedReplacement(run).replace("api", release, Duration.ZERO);
            }
        };
    }

    private Cutover.Mode withRoom(Cutover.Mode mode) {
        if (mode == Cutover.Mode.SIDE_BY_SIDE) {
            HeadRoom room = HeadRoom.look(run.ports());
            if (!room.suffices()) {
                run.report().detail("hold instead of side by side: " + room.inWords());
                return Cutover.Mode.HOLD;
            }
        }
        return mode;
    }

    Runnable replaceWorkers(ReleaseVersion release) {
        return () -> new WorkerReplacement(run).replaceAll(release);
    }

    /**
     * Done when the scheduler and every further service of the release are ready on it, and none is left that the release
     * does not have.
     */
    Runnable startScheduler(ReleaseVersion release) {
        return () -> {
            start("scheduler", release);
            ReleaseServices services = ReleaseServices.of(run.installation(), release);
            services.further().forEach(service -> start(service, release));
            platform.containers().stream()
                    .filter(services::isForeign)
                    .forEach(container -> removeForeign(container, release));
        };
    }

    private void start(String service, ReleaseVersion release) {
        run.timings().measure(Timings.Kind.START, service, () -> {
            platform.start(service);
            new Readiness(run).await(service, release.toString());
        });
    }

    private void removeForeign(ServiceContainer container, ReleaseVersion release) {
        run.report().detail(container.service() + " is removed: release " + release + " has no such service");
        run.timings().measure(Timings.Kind.STOP, container.service(), () -> platform.remove(container));
    }

    Runnable replaceWeb(ReleaseVersion release) {
        return () -> new SideBySideReplacement(run).replace("web", release, WEB_SETTLE, Duration.ZERO);
    }

    /** Done when nothing writes to database or object store: requests wait at the proxy, jobs are handed back. */
    void stopWriters() {
        run.ports().proxy().hold("api");
        platform.stop("scheduler");
        new WorkerReplacement(run).removeAll();
        platform.stop("api");
    }
}
