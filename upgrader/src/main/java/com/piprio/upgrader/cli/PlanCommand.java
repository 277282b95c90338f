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
        ReleaseVersion wanted = version == null ? null : Versions.parse(version);
        Tools tools = Tools.of(installation);
        List<ReleaseVersion> published = tools.releases().published();
        FetchedRelease fetched = tools.releases().fetch(wanted == null ? published.get(published.size() - 1) : wanted);
        Plan plan = Planner.plan(
                installation.release(),
                fetched,
                installation.registry(),
                tools.ports().schema().read(),
                tools.clock().instant(),
                tools.cutoverBasis(),
                cutover.wish(),
                tools.check(fetched).changes());
        if (output.json()) {
            console.line(json(tools, plan, fetched).toPrettyString());
        } else if (plan.source().equals(plan.target())) {
            console.line("Release " + plan.source() + " is the one that runs; published: " + published);
        } else {
            PlanText.lines(plan, installation.domain()).forEach(console::line);
            console.line("  steps");
            steps(tools, plan, fetched)
                    .forEach(step ->
                            console.line(String.format(Locale.ROOT, "    %-18s impact: %s", step.name(), word(step))));
            console.line("  published   " + published);
        }
        return 0;
    }

    private ObjectNode json(Tools tools, Plan plan, FetchedRelease fetched) {
        ObjectNode json = PlanJson.write(plan);
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
                    new TargetRelease(tools.installation(), tools.ports().platform(), fetched),
                    new Preflight(frame.run(), fetched, tools.releases()));
        }
    }
}
