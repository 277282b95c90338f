package com.piprio.upgrader.run;

import static com.piprio.upgrader.run.Impact.CONFIG;
import static com.piprio.upgrader.run.Impact.DATA;
import static com.piprio.upgrader.run.Impact.DEGRADED;
import static com.piprio.upgrader.run.Impact.NONE;

import com.piprio.upgrader.installation.JournalRun;
import com.piprio.upgrader.plan.Cutover;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.release.ImagePin;
import com.piprio.upgrader.release.KeptRelease;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an upgrade, a rollback and a restore do, each as one list. */
public final class UpgradeSteps {
    /** Each list has one of these as its first step with an impact, a resumed one too. */
    private static final List<String> TOUCHING = List.of("record-version", "stop-scheduler", "replace-api");

    private UpgradeSteps() {}

    /**
     * From the source to the target release.
     *
     * @param beside where images are pulled while the backup is made
     */
    public static List<Step> upgrade(
            Run run, Session session, TargetRelease release, Preflight preflight, Executor beside) {
        Plan plan = run.plan();
        Images images = new Images(run, plan::images);
        VersionRecord versions = new VersionRecord(run);
        Services services = new Services(run);
        return List.of(
                new Step("acquire-lock", NONE, session::begin),
                new Step("resolve-release", NONE, release::resolve),
                new Step("preflight", NONE, preflight::check),
                new Step("create-backup", NONE, () -> {
                    images.begin(beside);
                    new BackupCreation(run).create();
                }),
                new Step("pull-images", NONE, images::pull),
                new Step("record-version", CONFIG, versions::nameTarget),
                new Step("stop-scheduler", DEGRADED, services::stopScheduler),
                new Step(
                        "replace-api",
                        DATA,
                        services.replaceApi(plan.target(), plan.cutover()::mode, plan.stopsWorkers())),
                new Step("replace-workers", DATA, services.replaceWorkers(plan.target())),
                new Step("start-scheduler", DATA, services.startScheduler(plan.target())),
                new Step("replace-web", DATA, services.replaceWeb(plan.target())),
                new Step("reload-proxy", DATA, () -> run.ports().proxy().reload(versions.targetProxyConfiguration())),
                new Step("verify", DATA, () -> new Verification(run).prove(plan.target(), plan.images())),
                new Step("finish", DATA, session::finish));
    }

    /** True when a run got as far as to change something; before that it simply begins anew. */
    public static boolean touchedTheInstallation(JournalRun run) {
        return Stream.concat(run.done().stream(), Stream.ofNullable(run.current()))
                .anyMatch(TOUCHING::contains);
    }

    /** True when a run got as far as to exchange data: containers alone cannot say then where it stands. */
    static boolean movedData(JournalRun run) {
        return Stream.concat(run.done().stream(), Stream.ofNullable(run.current()))
                .anyMatch("restore-bundle"::equals);
    }

    /** What is left of an upgrade that stopped after {@code record-version} had begun: every step is idempotent. */
    public static List<Step> resumed(List<Step> upgrade) {
        return upgrade.stream()
                .filter(step -> step.impact() != NONE || step.name().equals("acquire-lock"))
                .toList();
    }

    /** From wherever an upgrade stopped, or from its target, back to the source release. */
    public static List<Step> rollback(Run run, Session session, WayBack wayBack) {
        Plan plan = run.plan();
        Supplier<List<ImagePin>> images = once(() -> KeptRelease.serviceImages(run.installation(), plan.source()));
        VersionRecord versions = new VersionRecord(run);
        Services services = new Services(run);
        return List.of(
                new Step("acquire-lock", NONE, session::begin),
                new Step("choose-way-back", NONE, wayBack::confirm),
                new Step("pull-images", NONE, new Images(run, images)::pull),
                new Step("record-version", CONFIG, versions::nameSource),
                new Step("stop-scheduler", DEGRADED, services::stopScheduler),
                new Step("restore-bundle", DATA, wayBack::restore),
                new Step("replace-api", DATA, services.replaceApi(plan.source(), wayBack::cutover, false)),
                new Step("replace-workers", DATA, services.replaceWorkers(plan.source())),
                new Step("start-scheduler", DATA, services.startScheduler(plan.source())),
                new Step("replace-web", DATA, services.replaceWeb(plan.source())),
                new Step("reload-proxy", DATA, () -> run.ports().proxy().reload(versions.sourceProxyConfiguration())),
                new Step("verify", DATA, () -> new Verification(run).prove(plan.source(), images.get())),
                new Step("finish", DATA, session::finish));
    }

    /** Asked when first needed, and not again. */
    private static <T> Supplier<T> once(Supplier<T> question) {
        AtomicReference<@Nullable T> known = new AtomicReference<>();
        return () -> {
            T answer = known.get();
            if (answer == null) {
                answer = question.get();
                known.set(answer);
            }
            return answer;
        };
    }

    /** The way back from an upgrade that was killed before it changed anything: to see that the source runs. */
    static List<Step> seeThatTheSourceRuns(Run run, Session session) {
        return List.of(
                new Step("acquire-lock", NONE, session::begin),
                new Step("verify", NONE, () -> new Verification(run)
                        .prove(run.plan().source(), List.of())),
                new Step("finish", NONE, session::finish));
    }

    /** Back to a bundle on the release that {@code .env} names. */
    public static List<Step> restore(Run run, Session session, BundleRestore restore) {
        Plan plan = run.plan();
        Services services = new Services(run);
        return List.of(
                new Step("acquire-lock", NONE, session::begin),
                new Step("check-bundle", NONE, restore::confirm),
                new Step("stop-scheduler", DEGRADED, services::stopScheduler),
                new Step("restore-bundle", DATA, restore::restore),
                new Step("replace-api", DATA, services.replaceApi(plan.target(), () -> Cutover.Mode.HOLD, false)),
                new Step("replace-workers", DATA, services.replaceWorkers(plan.target())),
                new Step("start-scheduler", DATA, services.startScheduler(plan.target())),
                new Step("replace-web", DATA, services.replaceWeb(plan.target())),
                new Step("verify", DATA, () -> new Verification(run).prove(plan.target(), List.of())),
                new Step("finish", DATA, session::finish));
    }

    /** A bundle now; everything goes on running. */
    public static List<Step> backup(Run run, Session session) {
        return List.of(
                new Step("acquire-lock", NONE, session::begin),
                new Step("create-backup", NONE, new BackupCreation(run)::create),
                new Step("finish", NONE, session::finish));
    }

    /** Takes back what a failed upgrade did before any data could move. */
    static List<Step> takeBack(Run run) {
        Plan plan = run.plan();
        Services services = new Services(run);
        return List.of(
                new Step("record-version", CONFIG, new VersionRecord(run)::nameSource),
                new Step("start-scheduler", DEGRADED, services.startScheduler(plan.source())),
                new Step("verify", DEGRADED, () -> {
                    new Verification(run).prove(plan.source(), List.of());
                    // One API is left; an earlier run may have ended when it had just told a proxy that restarts which.
                    run.ports().proxy().unpin();
                }));
    }
}
