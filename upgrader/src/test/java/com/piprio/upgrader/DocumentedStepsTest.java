package com.piprio.upgrader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.piprio.backup.BundleId;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.Journal;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.installation.RunId;
import com.piprio.upgrader.plan.Cutover;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.plan.SettingChanges;
import com.piprio.upgrader.platform.Ports;
import com.piprio.upgrader.report.PlainReport;
import com.piprio.upgrader.report.Report;
import com.piprio.upgrader.run.Preflight;
import com.piprio.upgrader.run.Run;
import com.piprio.upgrader.run.Session;
import com.piprio.upgrader.run.Settings;
import com.piprio.upgrader.run.Step;
import com.piprio.upgrader.run.TargetRelease;
import com.piprio.upgrader.run.Timings;
import com.piprio.upgrader.run.UpgradeSteps;
import com.piprio.upgrader.run.Wait;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of steps in the operators' page is the list of steps in the program. */
class DocumentedStepsTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[a-z`, -]+`) \\| ([a-z]+) \\|");
    private static final Pattern NAME = Pattern.compile("`([a-z-]+)`");

    @Test
    void theStepsOfAnUpgradeAreDocumentedInOrderWithTheirImpact() throws IOException {
        List<String> documented = new ArrayList<>();
        for (MatchResult row : ROW.matcher(Repository.read("docs/operations/upgrade.md"))
                .results()
                .toList()) {
            NAME.matcher(row.group(1)).results().forEach(name -> documented.add(name.group(1) + " " + row.group(2)));
        }

        assertThat(documented)
                .containsExactlyElementsOf(steps().stream()
                        .map(step -> step.name() + " " + step.impact().name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    /** The list is made, and no step is run: nothing behind the ports is needed. */
    private static List<Step> steps() {
        Installation installation = Installation.unborn(Path.of("nowhere"));
        Clock clock = Clock.systemUTC();
        Report report = new PlainReport(line -> {});
        Plan plan = Plan.upgrade(
                new RunId("20261124T081500Z"),
                ReleaseVersion.parse("1.4.0"),
                ReleaseVersion.parse("1.5.0"),
                List.of(),
                List.of(),
                new BundleId("piprio_20261124T081500Z"),
                new Cutover(Cutover.Mode.HOLD, "none", Duration.ZERO),
                List.of(),
                SettingChanges.NONE);
        Run run = new Run(
                plan,
                installation,
                new Ports(null, null, null, null, null),
                Settings.DEFAULT,
                new Wait(clock, duration -> {}, report),
                report,
                new Timings(clock));
        Session session = new Session(
                installation,
                new Journal(installation.journal(), clock),
                plan.run(),
                RunCommand.UPGRADE,
                JsonNodeFactory.instance.objectNode(),
                () -> {},
                clock);
        return UpgradeSteps.upgrade(
                run,
                session,
                new TargetRelease(installation, null, null),
                new Preflight(run, null, null),
                Runnable::run);
    }
}
