package com.piprio.upgrader.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.plan.PlanJson;
import com.piprio.upgrader.plan.Planner;
import com.piprio.upgrader.release.FetchedRelease;
import com.piprio.upgrader.run.Preflight;
import com.piprio.upgrader.run.Session;
import com.piprio.upgrader.run.Settings;
import com.piprio.upgrader.run.Step;
import com.piprio.upgrader.run.TargetRelease;
import com.piprio.upgrader.run.UpgradeSteps;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code plan [VERSION]}: what an upgrade would do; changes nothing. */
@Command(name = "plan", description = "Says what an upgrade would do; changes nothing.")
final class PlanCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Main main;

    @Mixin
    OutputOption output = new OutputOption();

    @Mixin
    ArchiveOption archive = new ArchiveOption();

    @Mixin
    CutoverOption cutover = new CutoverOption();

    @Parameters(arity = "0..1", paramLabel = "VERSION", description = "release to move to, such as 1.5.0")
    @Nullable
    String version;

    private final Console console;

    PlanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Installation installation = Directory.open(main);
        Optional<ReleaseVersion> wanted = Optional.ofNullable(version).map(Versions::parse);
        return archive.run(installation, console, tools -> plan(tools, wanted));
    }

    private int plan(Tools tools, Optional<ReleaseVersion> wanted) {
        Installation installation = tools.installation();
        ReleaseVersion source = installation.release();
        ResolvedPath path = ResolvedPath.find(tools.releases(), source, wanted);
        path.notes().forEach(note -> console.error("NOTE  " + note));
        FetchedRelease fetched = path.first();
        Plan plan = Planner.plan(
                        source,
                        fetched,
                        installation.registry(),
                        tools.ports().schema().read(),
                        tools.nextName(),
                        tools.cutoverBasis(),
                        cutover.wish(),
                        tools.check(fetched).changes())
                .towards(path.goal().release().version());
        if (output.json()) {
            console.line(json(tools, plan, path).toPrettyString());
        } else if (plan.source().equals(plan.target())) {
            console.line("Release " + plan.source() + " is the one that runs; published: " + path.published());
        } else {
            tellPath(plan, path, tools.releases().option());
            PlanText.lines(plan, installation.domain()).forEach(console::line);
            console.line("  steps");
            steps(tools, plan, fetched)
                    .forEach(step ->
                            console.line(String.format(Locale.ROOT, "    %-18s impact: %s", step.name(), word(step))));
            console.line("  published   " + path.published());
        }
        return 0;
    }

    private void tellPath(Plan plan, ResolvedPath path, String option) {
        path.lines().forEach(console::line);
        if (plan.isHop()) {
            console.line("  one by one: scripts/upgrade.sh " + plan.target() + option + " first; all of it: "
                    + plan.commandOnwards() + option);
            console.line("");
            console.line("The first hop:");
        }
    }

    /** Of a path with stops it is the first hop, and the whole path beside it. */
    private ObjectNode json(Tools tools, Plan plan, ResolvedPath path) {
        FetchedRelease fetched = path.first();
        ObjectNode json = PlanJson.write(plan);
        ArrayNode versions = json.putArray("path").add(path.source().toString());
        path.versions().stream().filter(hop -> !hop.equals(path.source())).forEach(hop -> versions.add(hop.toString()));
        json.putObject("schema")
                .put("from", String.valueOf(tools.ports().schema().read().version()))
                .put("to", fetched.release().schemaVersion().toString());
        ArrayNode steps = json.putArray("steps");
        for (Step step : steps(tools, plan, fetched)) {
            steps.addObject().put("name", step.name()).put("impact", word(step));
        }
        return json;
    }

    private static String word(Step step) {
        return step.impact().name().toLowerCase(Locale.ROOT);
    }

    /** None for the release that runs: an upgrade to it changes nothing. */
    private List<Step> steps(Tools tools, Plan plan, FetchedRelease fetched) {
        if (plan.source().equals(plan.target())) {
            return List.of();
        }
        RunFrame frame = new RunFrame(console, tools, RunCommand.UPGRADE, plan, Settings.DEFAULT);
        try (Session session = frame.unused()) {
            return UpgradeSteps.upgrade(
                    frame.run(),
                    session,
                    new TargetRelease(tools.installation(), tools.ports(), fetched),
                    new Preflight(frame.run(), fetched, tools.releases()),
                    Runnable::run);
        }
    }
}
