package com.piprio.upgrader.cli;

import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.check.CheckResult;
import com.piprio.upgrader.check.CheckedPath;
import com.piprio.upgrader.check.InstallationCheck;
import com.piprio.upgrader.check.Observed;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.platform.EngineRequirement;
import com.piprio.upgrader.platform.Fact;
import com.piprio.upgrader.platform.Together;
import com.piprio.upgrader.release.ReleaseOffer;
import com.piprio.upgrader.report.Texts;
import com.piprio.upgrader.run.DiskRoom;
import com.piprio.upgrader.run.ExitCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        return archive.look(installation, console, tools -> check(tools, wanted));
    }

    private int check(Tools tools, Optional<ReleaseVersion> wanted) {
        Installation installation = tools.installation();
        Fact<Offered> offered = new Fact<>(() -> offered(tools, wanted));
        Fact<DiskRoom> disk = new Fact<>(() -> DiskRoom.look(tools.ports().backups()));
        Observed observed = tools.observed();
        List<Runnable> looks = new ArrayList<>(observed.looks());
        looks.add(offered::look);
        looks.add(disk::look);
        // Registry, engine, database and API are waited for at once, because an operator waits for the sum otherwise.
        Together.begin(looks);
        EngineRequirement.check(observed.host().demand().versions());
        CheckResult result = InstallationCheck.lookAtAll(
                installation, observed, offered.demand().path(), LocalDate.now(tools.clock()));
        result = withDisk(tools, disk, result);
        for (String note : offered.demand().notes()) {
            result = result.withWarning(note);
        }
        if (output.json()) {
            console.line(CheckJson.write(result).toPrettyString());
        } else {
            CheckText.lines(result, installation.domain(), tools.releases().option())
                    .forEach(console::line);
        }
        return (result.fits() ? ExitCode.OK : ExitCode.UNCHANGED).code();
    }

    /** What the registry has to say: the way to the target, and what could not be found out. */
    private record Offered(CheckedPath path, List<String> notes) {}

    private static Offered offered(Tools tools, Optional<ReleaseVersion> wanted) {
        ReleaseOffer offer = new ReleaseOffer(tools.releases());
        CheckedPath path = CheckedPath.find(
                offer, tools.installation().release(), wanted, tools.releases().option());
        return new Offered(path, offer.notes());
    }

    private static CheckResult withDisk(Tools tools, Fact<DiskRoom> disk, CheckResult result) {
        return disk.map(
                room -> room.suffices()
                        ? result
                        : result.with(InstallationCheck.lackingDisk("the bundle needs " + Texts.bytes(room.needed())
                                + " in " + tools.installation().backups() + ", free are " + Texts.bytes(room.free()))),
                why -> result.withWarning("whether the disk has room for the bundle is not known: " + why));
    }
}
