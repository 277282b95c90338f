package com.piprio.upgrader.cli;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.InstallationLock;
import com.piprio.upgrader.installation.JournalRun;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.plan.PlanJson;
import com.piprio.upgrader.plan.Planner;
import com.piprio.upgrader.platform.ServiceHealth;
import com.piprio.upgrader.release.FetchedRelease;
import com.piprio.upgrader.report.Report;
import com.piprio.upgrader.run.Preflight;
import com.piprio.upgrader.run.RunResult;
import com.piprio.upgrader.run.Session;
import com.piprio.upgrader.run.Settings;
import com.piprio.upgrader.run.Step;
import com.piprio.upgrader.run.TargetRelease;
import com.piprio.upgrader.run.UpgradeRun;
import com.piprio.upgrader.run.UpgradeSteps;
import com.piprio.upgrader.run.Verification;
import com.piprio.upgrader.run.WhatRuns;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code upgrade [VERSION]}. */
@Command(
        name = "upgrade",
        description = "Moves the installation to a release, backed up first; without VERSION to the newest published.")
final class UpgradeCommand implements Callable<Integer> {
    /** What to do when a step fails after data may have moved. */
    enum OnFailure {
        STOP,
        ROLLBACK
    }

    @ParentCommand
    @Nullable
    Main main;

    @Parameters(arity = "0..1", paramLabel = "VERSION", description = "release to move to, such as 1.5.0")
    @Nullable
    String version;

    @Option(names = "--on-failure", defaultValue = "stop", description = "stop (default) or rollback")
    OnFailure onFailure = OnFailure.STOP;

    @Option(names = "--worker-pause", defaultValue = "5s", description = "pause between two workers (default 5s)")
    Duration workerPause = Duration.ofSeconds(5);

    @Option(
            names = "--health-budget",
            defaultValue = "3m",
            description = "time for a service to become ready; starts anew while migrations advance (default 3m)")
    Duration healthBudget = Duration.ofMinutes(3);

    @Option(
            names = "--confirm-domain",
            paramLabel = "DOMAIN",
            description = "consent to a restore, should --on-failure rollback need one")
    @Nullable
    String confirmDomain;

    @Option(
            names = "--settle",
            defaultValue = "12s",
            description = "how long a new API has to stay ready before it takes over side by side (default 12s)")
    Duration settle = Settings.DEFAULT.settle();

    @Mixin
    CutoverOption cutover = new CutoverOption();

    @Option(names = "--resume", description = "go on with an upgrade that stopped or was interrupted")
    boolean resume;

    @Spec
    @Nullable
    CommandSpec spec;

    private final Console console;

    UpgradeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Installation installation = Directory.open(main);
        Optional<ReleaseVersion> wanted = Optional.ofNullable(version).map(Versions::parse);
        Tools tools = Tools.of(installation);
        // A run that goes on now looks unfinished in the journal, and is none of this command's business.
        InstallationLock.requireFree(installation.state());
        if (resume) {
            refuseAnotherCutover();
            return resume(tools, wanted);
        }
        tools.unfinished().refuse();
        ReleaseVersion source = installation.release();
        ReleaseVersion target = wanted.orElseGet(() -> {
            List<ReleaseVersion> published = tools.releases().published();
            return published.get(published.size() - 1);
        });
        if (target.equals(source)) {
            return alreadyThere(tools, source);
        }
        FetchedRelease fetched = tools.releases().fetch(target);
        Plan plan = Planner.plan(
                source,
                fetched,
                installation.registry(),
                tools.ports().schema().read(),
                tools.clock().instant(),
                tools.cutoverBasis(),
                cutover.wish());
        refuseRollbackWithoutConsent(plan);
        RunFrame frame = new RunFrame(console, tools, RunCommand.UPGRADE, plan, settings());
        return upgrade(frame, tools, fetched, false);
    }

    private Settings settings() {
        return new Settings(workerPause, healthBudget, settle, cutover.holdLimit, onFailure == OnFailure.ROLLBACK);
    }

    private int upgrade(RunFrame frame, Tools tools, FetchedRelease fetched, boolean resumed) {
        Plan plan = frame.run().plan();
        Report report = frame.report();
        PlanText.lines(plan, tools.installation().domain()).forEach(report::line);
        Runnable entryCheck = resumed ? () -> {} : tools.unfinished()::refuse;
        try (Session session = frame.session(entryCheck)) {
            Preflight preflight = new Preflight(frame.run(), fetched, tools.releases());
            List<Step> steps = UpgradeSteps.upgrade(
                    frame.run(), session, new TargetRelease(tools.installation(), fetched), preflight);
            UpgradeRun upgrade =
                    new UpgradeRun(frame.run(), session, frame.runner(), frame.confirmation(confirmDomain));
            RunResult result = upgrade.upgrade(resumed ? UpgradeSteps.resumed(steps) : steps);
            List<String> summary = frame.summary("Release " + plan.target() + " runs on "
                    + tools.installation().domain() + ".");
            summary.add("  backup     backups/" + plan.bundle().value());
            summary.add("  way back   scripts/rollback.sh");
            return frame.end(session, result, summary);
        }
    }

    private int resume(Tools tools, Optional<ReleaseVersion> wanted) {
        JournalRun unfinished = tools.unfinished().find().orElseThrow(() -> OperatorException.of(
                        ErrorCode.NO_UPGRADE, "there is no upgrade to resume")
                .expected("an unfinished upgrade in the journal")
                .found("none; " + WhatRuns.inWords(tools.ports().platform()))
                .remedy("start a new one: scripts/upgrade.sh [VERSION]")
                .build());
        Plan plan = PlanJson.read(unfinished.plan());
        if (unfinished.command() != RunCommand.UPGRADE
                || !wanted.orElse(plan.target()).equals(plan.target())) {
            throw OperatorException.of(ErrorCode.INTERRUPTED_RUN, "the unfinished run is another one")
                    .expected("an unfinished upgrade to "
                            + wanted.map(String::valueOf).orElse("any release"))
                    .found("the unfinished " + unfinished.command().word() + " " + plan.source() + " -> "
                            + plan.target())
                    .remedy("go back: scripts/rollback.sh")
                    .build();
        }
        boolean begun = UpgradeSteps.touchedTheInstallation(unfinished);
        FetchedRelease fetched = tools.releases().fetch(plan.target());
        return upgrade(new RunFrame(console, tools, RunCommand.UPGRADE, plan, settings()), tools, fetched, begun);
    }

    private int alreadyThere(Tools tools, ReleaseVersion release) {
        for (String service : Verification.SERVICES) {
            ServiceHealth health = tools.ports().outside().health(service);
            if (!health.readyOn(release.toString())) {
                throw OperatorException.of(
                                ErrorCode.SERVICE_UNHEALTHY,
                                ".env names " + release + " already, but " + service + " does not answer on it")
                        .expected(service + " ready on " + release)
                        .found(health.release() == null ? health.detail() : "release " + health.release())
                        .remedy("start what is missing: docker compose -f docker-compose.onprem.yml up -d; then"
                                + " scripts/status.sh")
                        .build();
            }
        }
        console.line("Release " + release + " runs already, verified from outside. Nothing was changed.");
        return 0;
    }

    private void refuseAnotherCutover() {
        if (cutover.mode != null) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--cutover cannot be combined with --resume: the run goes on as it was planned");
        }
    }

    /** Without this a rollback in the night would stop at a question that nobody is there to answer. */
    private void refuseRollbackWithoutConsent(Plan plan) {
        if (onFailure == OnFailure.ROLLBACK
                && plan.hasOfflineMigration()
                && confirmDomain == null
                && console.terminal() == null) {
            throw OperatorException.of(
                            ErrorCode.NO_TERMINAL, "--on-failure rollback may need a restore, which needs consent")
                    .expected("--confirm-domain DOMAIN, or a terminal")
                    .found("neither, and an offline migration on the way to " + plan.target())
                    .remedy("add --confirm-domain with the domain of this installation")
                    .build();
        }
    }
}
