package com.piprio.upgrader.cli;

import com.piprio.backup.BundleId;
import com.piprio.backup.BundleKeys;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.run.RunResult;
import com.piprio.upgrader.run.Session;
import com.piprio.upgrader.run.Settings;
import com.piprio.upgrader.run.UpgradeRun;
import com.piprio.upgrader.run.UpgradeSteps;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code backup}: a verified bundle now; everything goes on running. */
@Command(
        name = "backup",
        description = "Takes a bundle of database, objects, configuration and secrets, and verifies it.")
final class BackupCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Main main;

    private final Console console;

    BackupCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Installation installation = Directory.open(main);
        Tools tools = Tools.of(installation);
        Plan plan = Plan.staying(installation.release(), BundleId.at(tools.nextName()), List.of());
        RunFrame frame = new RunFrame(console, tools, RunCommand.BACKUP, plan, Settings.DEFAULT);
        frame.report().line("Backup of " + installation.domain() + ": release " + plan.source());
        try (Session session = frame.session(() -> {})) {
            RunResult result = new UpgradeRun(frame.run(), session, frame.runner(), frame.confirmation(null))
                    .repeatable(UpgradeSteps.backup(frame.run(), session), "scripts/backup.sh");
            return frame.end(
                    session,
                    result,
                    List.of(
                            "Bundle backups/" + plan.bundle().value() + " was taken and verified.",
                            "  key        "
                                    + new BundleKeys(installation.directory())
                                            .fingerprint()
                                            .orElse("none") + " (note it elsewhere: a new host asks for it)"));
        }
    }
}
