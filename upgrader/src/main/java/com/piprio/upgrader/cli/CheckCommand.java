package com.piprio.upgrader.cli;

import com.piprio.operator.OperatorException;
import com.piprio.release.PathDecision;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.check.CheckResult;
import com.piprio.upgrader.check.InstallationCheck;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.plan.Planner;
import com.piprio.upgrader.release.FetchedRelease;
import com.piprio.upgrader.release.ReleaseOffer;
import com.piprio.upgrader.report.Texts;
import com.piprio.upgrader.run.DiskRoom;
import com.piprio.upgrader.run.ExitCode;
import java.util.Optional;
import java.util.Set;
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
    private static final Set<PathDecision.Cause> ROWS =
            Set.of(PathDecision.Cause.SOURCE_TOO_OLD, PathDecision.Cause.STOP_CLOSED);

    @ParentCommand
    @Nullable
    Main main;

    @Mixin
    OutputOption output = new OutputOption();

    @Mixin
    ArchiveOption archive = new ArchiveOption();

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
        Optional<ReleaseVersion> wanted = Optional.ofNullable(version).map(Versions::parse);
        return archive.run(installation, console, tools -> check(tools, wanted));
    }

    private int check(Tools tools, Optional<ReleaseVersion> wanted) {
        Installation installation = tools.installation();
        ReleaseVersion source = installation.release();
        ReleaseOffer offer = new ReleaseOffer(tools.releases());
        FetchedRelease fetched = offer.select(wanted.orElseGet(() -> offer.newest(source)));
        refuseWhatIsNoUpgrade(
                offer.path(source, fetched), source, fetched, tools.releases().option());
        CheckResult result = withDisk(tools, tools.check(fetched));
        if (output.json()) {
            console.line(CheckJson.write(result).toPrettyString());
        } else {
            CheckText.lines(result, installation.domain()).forEach(console::line);
        }
        return (result.fits() ? ExitCode.OK : ExitCode.UNCHANGED).code();
    }

    /** A path that is closed is a row of the table; for the rest there is nothing to compare. */
    private static void refuseWhatIsNoUpgrade(
            PathDecision decision, ReleaseVersion source, FetchedRelease fetched, String option) {
        if (decision instanceof PathDecision.Refused refused && !ROWS.contains(refused.cause())) {
            throw Planner.refusal(refused, source, fetched.release().version(), option);
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
