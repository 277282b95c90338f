package com.piprio.upgrader.cli;

import com.piprio.operator.OperatorException;
import com.piprio.release.PathDecision;
import com.piprio.release.ReleaseVersion;
import com.piprio.release.UpgradePath;
import com.piprio.upgrader.check.CheckResult;
import com.piprio.upgrader.check.InstallationCheck;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.plan.Planner;
import com.piprio.upgrader.release.FetchedRelease;
import com.piprio.upgrader.report.Texts;
import com.piprio.upgrader.run.DiskRoom;
import com.piprio.upgrader.run.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code check [VERSION]}: whether this installation fits a release; takes no lock and changes nothing. */
@Command(
        name = "check",
        description = "Says what this installation has to do before an upgrade, and what the upgrade does by itself;"
                + " changes nothing.")
final class CheckCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Main main;

    @Mixin
    OutputOption output = new OutputOption();

    @Parameters(arity = "0..1", paramLabel = "VERSION", description = "release to move to, such as 1.5.0")
    @Nullable
    String version;

    private final Console console;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Installation installation = Directory.open(main);
        ReleaseVersion wanted = version == null ? null : Versions.parse(version);
        Tools tools = Tools.of(installation);
        List<ReleaseVersion> published = wanted == null ? tools.releases().published() : List.of();
        FetchedRelease fetched = tools.releases().fetch(wanted == null ? published.get(published.size() - 1) : wanted);
        refuseWhatIsNoUpgrade(installation.release(), fetched);
        CheckResult result = withDisk(tools, tools.check(fetched));
        if (output.json()) {
            console.line(CheckJson.write(result).toPrettyString());
        } else {
            CheckText.lines(result, installation.domain()).forEach(console::line);
        }
        return (result.fits() ? ExitCode.OK : ExitCode.UNCHANGED).code();
    }

    /** A source that is too old is a row of the table; for the rest there is nothing to compare. */
    private static void refuseWhatIsNoUpgrade(ReleaseVersion source, FetchedRelease fetched) {
        ReleaseVersion target = fetched.release().version();
        PathDecision decision = UpgradePath.decide(fetched.catalogue(), source, target);
        if (decision instanceof PathDecision.Refused refused && refused.cause() != PathDecision.Cause.SOURCE_TOO_OLD) {
            throw Planner.refusal(refused, source, target);
        }
    }

    private static CheckResult withDisk(Tools tools, CheckResult result) {
        try {
            DiskRoom room = DiskRoom.look(tools.ports().backups());
            return room.suffices()
                    ? result
                    : result.with(InstallationCheck.lackingDisk("the bundle needs " + Texts.bytes(room.needed())
                            + " in " + tools.installation().backups() + ", free are " + Texts.bytes(room.free())));
        } catch (OperatorException e) {
            return result.withWarning("whether the disk has room for the bundle is not known: " + e.problem());
        }
    }
}
