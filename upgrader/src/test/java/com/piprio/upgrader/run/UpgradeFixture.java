package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.backup.BundleId;
import com.piprio.backup.SafetyBundle;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.check.CheckedPath;
import com.piprio.upgrader.check.InstallationCheck;
import com.piprio.upgrader.check.Observed;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.Journal;
import com.piprio.upgrader.installation.JournalRun;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.installation.RunId;
import com.piprio.upgrader.plan.Cutover;
import com.piprio.upgrader.plan.CutoverBasis;
import com.piprio.upgrader.plan.CutoverWish;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.plan.PlanJson;
import com.piprio.upgrader.plan.Planner;
import com.piprio.upgrader.platform.Ports;
import com.piprio.upgrader.release.FetchedRelease;
import com.piprio.upgrader.release.ImagePin;
import com.piprio.upgrader.release.ReleaseSource;
import com.piprio.upgrader.report.PlainReport;
import com.piprio.upgrader.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An installation of real files in a temporary directory, in a world in memory; runs what an operator would run. */
final class UpgradeFixture {
    static final String DOMAIN = "docs.example.org";
    static final ReleaseVersion SOURCE = ReleaseVersion.parse("1.4.0");
    static final ReleaseVersion TARGET = ReleaseVersion.parse("1.5.0");

    /**
     * Each cut-over with a path of the catalogue that takes it: only the step to 1.4.0 has no offline migration. And the
     * step to 1.6.0, which brings a service.
     */
    enum Way {
        SIDE_BY_SIDE("1.3.0", "1.4.0", null),
        HOLD("1.4.0", "1.5.0", null),
        MAINTENANCE("1.4.0", "1.5.0", Cutover.Mode.MAINTENANCE),
        NEW_SERVICE("1.5.0", "1.6.0", null);

        final ReleaseVersion source;
        final ReleaseVersion target;
        final Cutover.@Nullable Mode wish;

        Way(String source, String target, Cutover.@Nullable Mode wish) {
            this.source = ReleaseVersion.parse(source);
            this.target = ReleaseVersion.parse(target);
            this.wish = wish;
        }
    }

    final Way way;
    final FakeTime time = new FakeTime();
    final Installation installation;
    final FakeWorld world;
    final List<String> output = new ArrayList<>();

    private FetchedRelease target;
    private final Report report = new PlainReport(output::add);
    private Settings settings = Settings.DEFAULT;
    private String typedDomain = DOMAIN;
    private Runnable atTheQuestion = () -> {};
    private Runnable afterPulling = () -> {};
    /** Takes the act and lets the step do it that waits for it. */
    private Executor beside = act -> {};

    private String struckStep = "";
    private Fault struck = Fault.NONE;
    private StopRequest stop = new StopRequest();
    private UnaryOperator<List<Step>> mistake = UnaryOperator.identity();
    private Consumer<String> watcher = step -> {};
    private RunId lastId = new RunId("");
    private Run lastRun;

    UpgradeFixture(Path directory) {
        this(directory, Way.HOLD);
    }

    UpgradeFixture(Path directory, Way way) {
        this.way = way;
        String source = way.source.toString();
        String targetVersion = way.target.toString();
        try {
            Path home = Files.createTempDirectory(directory, "installation");
            Files.writeString(home.resolve(".env"), FixtureReleases.environmentOf(way.source, false));
            Files.writeString(home.resolve(Installation.COMPOSE_FILE), "compose of " + source);
            Files.createDirectories(home.resolve("config/proxy"));
            Files.writeString(home.resolve("config/proxy/haproxy.cfg"), "proxy of " + source);
            Map<String, String> files = Map.of(
                    "release.yaml",
                    Files.readString(Path.of("../releases/" + targetVersion + "/release.yaml")),
                    Installation.COMPOSE_FILE,
                    "compose of " + targetVersion,
                    "haproxy.cfg",
                    "proxy of " + targetVersion);
            installation = Installation.open(home);
            Path kept = Files.createDirectories(installation.releaseFiles(way.source));
            Files.copy(Path.of("../releases/" + source + "/release.yaml"), kept.resolve("release.yaml"));
            target = FixtureReleases.renaming(way.target, files);
            world = new FakeWorld(installation, FixtureReleases.CATALOGUE, way.target, time);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The target wants PostgreSQL 18, and neither release promises what contract 2 knows. */
    void bringAnotherDatabase() {
        target = FixtureReleases.withAnotherDatabase(target);
    }

    /** The target wants twice the memory of the source. */
    void bringALargerRelease() {
        target = FixtureReleases.larger(target);
    }

    /** The process dies at the border of this step. */
    void killAt(String step, Fault.Moment moment) {
        strikeAt(step, moment, Fault.Kind.KILL);
    }

    void strikeAt(String step, Fault.Moment moment, Fault.Kind kind) {
        struckStep = step;
        struck = new Fault(0, moment, kind);
    }

    void killNoMore() {
        struckStep = "";
    }

    /** Hears of each step that begins. */
    void watch(Consumer<String> steps) {
        watcher = steps;
    }

    /** A seeded bug: the lists of steps are not what they should be. */
    void makeMistake(UnaryOperator<List<Step>> wrong) {
        mistake = wrong;
    }

    /** Faults at the borders of steps. */
    private final class Borders implements StepWrapping {
        @Override
        public Executor around(Executor executor) {
            return executor;
        }

        @Override
        public Step around(Step step) {
            return new Step(step.name(), step.impact(), () -> {
                watcher.accept(step.name());
                strike(step, Fault.Moment.BEFORE);
                step.action().run();
                if (step.name().equals("pull-images")) {
                    afterPulling.run();
                }
                strike(step, Fault.Moment.AFTER);
            });
        }

        private void strike(Step step, Fault.Moment moment) {
            if (step.name().equals(struckStep) && struck.moment() == moment) {
                struckStep = "";
                struck.strike(step.name(), stop::make, UpgradeFixture.this::hang);
            }
        }

        @Override
        public Ports around(Ports ports) {
            return ports;
        }
    }

    private void hang() {
        time.sleep(Duration.ofMinutes(5));
    }

    void goBackOnFailure() {
        settings = new Settings(
                settings.workerPause(), settings.healthBudget(), settings.settle(), settings.holdLimit(), true);
    }

    void type(String domain) {
        typedDomain = domain;
    }

    /** Ctrl-C where the domain should be typed. */
    void leaveAtTheQuestion() {
        atTheQuestion = () -> {
            throw new Killed("at the question");
        };
    }

    private String typed(String question) {
        atTheQuestion.run();
        return typedDomain;
    }

    Journal journal() {
        return new Journal(installation.journal(), time);
    }

    UnfinishedRun unfinished() {
        return new UnfinishedRun(installation, journal(), world.ports());
    }

    Plan plan() {
        return Planner.plan(
                way.source,
                target,
                "r:5000",
                world.schema.read(),
                tick(),
                CutoverBasis.look(world.ports(), installation),
                new CutoverWish(way.wish, settings.holdLimit()),
                InstallationCheck.look(
                                installation, Observed.of(installation, world.ports()), CheckedPath.direct(target))
                        .changes());
    }

    List<Step> steps() {
        Run run = newRun(plan());
        try (Session session = session(run, RunCommand.UPGRADE, () -> {})) {
            return steps(run, session);
        }
    }

    private List<Step> steps(Run run, Session session) {
        return UpgradeSteps.upgrade(
                run,
                session,
                new TargetRelease(installation, world.ports(), target),
                new Preflight(run, target, new Offers()),
                beside);
    }

    RunResult upgrade() {
        return run(plan(), false);
    }

    /** What may be done beside a step is done when it begins. */
    void pullBesideTheBackup() {
        beside = Runnable::run;
    }

    /** Something happens between the last check and the first change. */
    RunResult upgrade(Plan plan, Runnable afterTheChecks) {
        afterPulling = afterTheChecks;
        return run(plan, false);
    }

    /** These parts of the last run together. */
    Duration timing(Timings.Kind kind, String what) {
        return lastRun.timings().sum(kind, what);
    }

    /** As the command {@code resume} goes on. */
    RunResult resume() {
        JournalRun run = unfinished().interrupted().orElseThrow();
        Plan plan = PlanJson.read(run.plan());
        return switch (run.command()) {
            case UPGRADE -> UpgradeSteps.touchedTheInstallation(run) ? run(plan, true) : run(plan(), false);
            case ROLLBACK -> rollback(plan);
            case RESTORE -> restore(plan);
            case TAKE_BACK -> takeBack(plan, unfinished().replacedData(run));
            case BACKUP, INSTALL -> throw new IllegalStateException("nothing to resume");
        };
    }

    private RunResult run(Plan plan, boolean resumed) {
        Run run = newRun(plan);
        Runnable entry = resumed ? () -> {} : unfinished()::refuse;
        try (Session session = session(run, RunCommand.UPGRADE, entry)) {
            List<Step> steps = mistake.apply(steps(run, session));
            return upgradeRun(run, session).upgrade(resumed ? UpgradeSteps.resumed(steps) : steps);
        }
    }

    /** As the command {@code rollback} goes back. */
    RunResult rollback() {
        Optional<JournalRun> restore =
                unfinished().find().filter(run -> run.command().aboutBundles());
        return restore.isPresent()
                ? takeBack(PlanJson.read(restore.get().plan()), unfinished().replacedData(restore.get()))
                : rollback(unfinished().upgradeToTakeBack().orElseThrow());
    }

    private RunResult rollback(Plan plan) {
        Run run = newRun(plan);
        boolean touched = unfinished().touched(plan);
        try (Session session = session(run, RunCommand.ROLLBACK, () -> {})) {
            UpgradeRun rollback = upgradeRun(run, session);
            return touched ? rollback.rollback(new WayBack(run, this::typed)) : rollback.seeThatTheSourceRuns();
        }
    }

    RunResult restore(BundleId bundle) {
        return restore(Plan.staying(installation.release(), bundle, List.of()));
    }

    RunResult restore(Plan plan) {
        Run run = newRun(plan);
        try (Session session = session(run, RunCommand.RESTORE, () -> {})) {
            return upgradeRun(run, session).restore(BundleRestore.of(run, this::typed, SafetyBundle.REQUIRED));
        }
    }

    /** As {@code restore --undo} does. */
    RunResult takeBack() {
        return takeBack(Plan.staying(installation.release(), world.backups.restored(), List.of()), true);
    }

    private RunResult takeBack(Plan plan, boolean replaced) {
        Run run = newRun(plan);
        try (Session session = session(run, RunCommand.TAKE_BACK, () -> {})) {
            return upgradeRun(run, session)
                    .takeBack(replaced ? BundleRestore.takenBack(run, this::typed) : BundleRestore.left(run));
        }
    }

    RunResult backup() {
        Run run = newRun(Plan.staying(installation.release(), BundleId.at(tick()), List.of()));
        try (Session session = session(run, RunCommand.BACKUP, () -> {})) {
            return upgradeRun(run, session).repeatable(UpgradeSteps.backup(run, session), "scripts/backup.sh");
        }
    }

    Run newRun(Plan plan) {
        stop = new StopRequest();
        world.effects.onFaults(stop::make, this::hang);
        lastRun = new Run(
                plan,
                installation,
                world.ports(),
                settings,
                new Wait(time, time, report, stop),
                report,
                new Timings(time));
        return lastRun;
    }

    /** The run that was made last. */
    Run lastRun() {
        return Objects.requireNonNull(lastRun);
    }

    private Instant tick() {
        time.sleep(Duration.ofSeconds(1));
        return time.instant();
    }

    private Session session(Run run, RunCommand command, Runnable entry) {
        lastId = RunId.at(tick());
        return new Session(installation, journal(), lastId, command, PlanJson.write(run.plan()), entry, time);
    }

    private UpgradeRun upgradeRun(Run run, Session session) {
        return new UpgradeRun(run, session, new StepRunner(session, run.waiting(), new Borders()), this::typed);
    }

    private String environmentOn(ReleaseVersion release) {
        return FixtureReleases.environmentOf(release, release.equals(way.target));
    }

    /** Whatever struck, and whenever: {@code .env} is that of one release, never something between. */
    void assertEnvironmentIsWhole() {
        assertThat(installation.environment().text()).isIn(environmentOn(way.source), environmentOn(way.target));
    }

    /** What was kept beside {@code .env}, for its owner only. */
    private List<String> keptEnvironments() {
        try (Stream<Path> files = Files.list(installation.directory())) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith(".env.before-"))
                    .toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
                texts.add(Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything runs on this release, nothing is held, and the files say so too. */
    void assertAllOn(ReleaseVersion release) {
        String fixture = String.join("\n", output);
        assertThat(installation.release()).as(fixture).isEqualTo(release);
        assertThat(installation.composeFile()).as(fixture).hasContent("compose of " + release);
        assertThat(installation.environment().text()).as(fixture).isEqualTo(environmentOn(release));
        assertThat(keptEnvironments())
                .as(fixture)
                .isEqualTo(release.equals(way.target) ? List.of(environmentOn(way.source)) : List.of());
        assertThat(world.platform.containers().stream()
                        .collect(Collectors.groupingBy(
                                container -> container.service() + " " + container.release() + " "
                                        + (container.running() ? "running" : "stopped"),
                                Collectors.counting())))
                .as(fixture)
                .isEqualTo(FixtureReleases.services(release).stream()
                        .collect(Collectors.toMap(
                                service -> service + " " + release + " running",
                                service -> service.equals("worker") ? 2L : 1L)));
        assertThat(world.traffic.keepsAnythingFromClients()).as(fixture).isFalse();
        assertThat(world.proxy.pinned()).as(fixture).isNull();
        for (String service : List.of("api", "web")) {
            assertThat(world.traffic.target(service))
                    .as(fixture)
                    .isIn(null, world.platform.containers(service).get(0).address());
        }
        assertThat(world.schema.read().accepts(release)).as(fixture).isTrue();
        assertThat(unfinished().find()).as(fixture).isEmpty();
    }

    /** A registry that has what the world has. */
    private final class Offers implements ReleaseSource {
        @Override
        public List<ReleaseVersion> published() {
            return List.of(way.source, way.target);
        }

        @Override
        public FetchedRelease fetch(ReleaseVersion version) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean offers(ImagePin pin) {
            return !world.platform.imagesGone();
        }
    }
}
