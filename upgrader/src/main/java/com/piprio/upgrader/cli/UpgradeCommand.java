package com.piprio.upgrader.cli;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.check.CheckResult;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.InstallationLock;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.plan.Planner;
import com.piprio.upgrader.platform.ServiceHealth;
import com.piprio.upgrader.release.FetchedRelease;
import com.piprio.upgrader.run.ReleaseServices;
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
    @ParentCommand
    @Nullable
    Main main;

    @Parameters(arity = "0..1", paramLabel = "VERSION", description = "release to move to, such as 1.5.0")
    @Nullable
    String version;

    @Mixin
    RunOptions options = new RunOptions();

    @Mixin
    ArchiveOption archive = new ArchiveOption();

    @Mixin
    CutoverOption cutover = new CutoverOption();

    @Option(
            names = "--through-stops",
            description = "where the way leads through other releases: one complete upgrade after the other")
    boolean throughStops;

    @Option(names = "--resume", description = "the same as the command resume, for an upgrade to VERSION")
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
        return archive.run(installation, console, tools -> upgrade(tools, wanted));
    }

    private int upgrade(Tools tools, Optional<ReleaseVersion> wanted) {
        Installation installation = tools.installation();
        // A run that goes on now looks unfinished in the journal, and is none of this command's business.
        InstallationLock.requireFree(installation.state());
        Runs runs = new Runs(console, tools);
        if (resume) {
            refuseWithResume();
            return runs.resumeUpgrade(wanted, options.settings(cutover.holdLimit), options.confirmDomain);
        }
        tools.unfinished().refuse();
        ReleaseVersion source = installation.release();
        if (wanted.filter(source::equals).isPresent()) {
            return alreadyThere(tools, source);
        }
        ResolvedPath path = ResolvedPath.find(tools.releases(), source, wanted);
        path.notes().forEach(note -> console.error("NOTE  " + note));
        ReleaseVersion goal = path.goal().release().version();
        if (goal.equals(source)) {
            return alreadyThere(tools, source);
        }
        if (!path.direct() && !throughStops) {
            throw Planner.stopRequired(source, path.versions(), tools.releases().option());
        }
        refuseRollbackWithoutConsent(path);
        return path.direct()
                ? upgrade(tools, path.goal(), goal)
                : new Walk(console, path, tools.releases().option(), hop -> upgrade(tools, hop, goal)).go();
    }

    private int upgrade(Tools tools, FetchedRelease target, ReleaseVersion goal) {
        Installation installation = tools.installation();
        CheckResult check = tools.check(target);
        check.warnings().forEach(warning -> console.line("WARNING " + warning));
        Plan plan = Planner.plan(
                installation.release(),
                target,
                installation.registry(),
                tools.ports().schema().read(),
                tools.nextName(),
                tools.cutoverBasis(),
                cutover.wish(),
                check.changes());
        return new Runs(console, tools)
                .upgrade(plan.towards(goal), target, options.settings(cutover.holdLimit), options.confirmDomain);
    }

    private int alreadyThere(Tools tools, ReleaseVersion release) {
        for (String service : ReleaseServices.of(tools.installation(), release).names()) {
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

    private void refuseWithResume() {
        if (cutover.mode != null) {
            throw refused("--cutover cannot be combined with --resume: the run goes on as it was planned");
        }
        if (throughStops) {
            throw refused("--through-stops cannot be combined with --resume: that goes on with one hop only");
        }
    }

    private ParameterException refused(String reason) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), reason);
    }

    /** Without this a rollback in the night would stop at a question that nobody is there to answer. */
    private void refuseRollbackWithoutConsent(ResolvedPath path) {
        if (options.onFailure == RunOptions.OnFailure.ROLLBACK
                && path.hasOfflineMigration()
                && options.confirmDomain == null
                && console.terminal() == null) {
            throw OperatorException.of(
                            ErrorCode.NO_TERMINAL, "--on-failure rollback may need a restore, which needs consent")
                    .expected("--confirm-domain DOMAIN, or a terminal")
                    .found("neither, and an offline migration on the way to "
                            + path.goal().release().version())
                    .remedy("add --confirm-domain with the domain of this installation")
                    .build();
        }
    }
}
