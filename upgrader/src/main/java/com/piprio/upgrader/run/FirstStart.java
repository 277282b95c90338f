package com.piprio.upgrader.run;

import com.piprio.release.ReleaseVersion;
import java.util.List;

/** The first start of an installation as a list. */
public final class FirstStart {
    private FirstStart() {}

    /** Everything is idempotent: run again it starts what does not run. */
    public static List<Step> steps(Run run, Session session, TargetRelease release) {
        return List.of(
                new Step("acquire-lock", Impact.NONE, session::begin),
                new Step("resolve-release", Impact.NONE, release::resolve),
                new Step("pull-images", Impact.NONE, new Images(run, run.plan()::images)::pull),
                new Step("start-services", Impact.DATA, () -> start(run)),
                new Step("verify", Impact.DATA, () -> new Verification(run)
                        .prove(run.plan().target(), run.plan().images())),
                new Step("finish", Impact.DATA, session::finish));
    }

    private static void start(Run run) {
        ReleaseVersion release = run.plan().target();
        run.ports().platform().startAll();
        for (String service : ReleaseServices.of(run.installation(), release).names()) {
            new Readiness(run).await(service, release.toString());
        }
    }
}
