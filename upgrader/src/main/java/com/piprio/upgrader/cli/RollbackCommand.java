package com.piprio.upgrader.cli;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.run.RunResult;
import com.piprio.upgrader.run.Session;
import com.piprio.upgrader.run.Settings;
import com.piprio.upgrader.run.UpgradeRun;
import com.piprio.upgrader.run.WayBack;
import com.piprio.upgrader.run.WhatRuns;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code rollback}: back to the source release of the last upgrade. */
@Command(
        name = "rollback",
        description = "Goes back to the source release of the last upgrade, by the cheapest way that is safe.")
final class RollbackCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Main main;

    @Option(
            names = "--confirm-domain",
            paramLabel = "DOMAIN",
            description = "consent to a restore, instead of typing the domain")
    @Nullable
    String confirmDomain;

    private final Console console;

    RollbackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Tools tools = Tools.of(Directory.open(main));
        Plan plan = tools.unfinished().upgradeToTakeBack().orElseThrow(() -> OperatorException.of(
                        ErrorCode.NO_UPGRADE, "there is no upgrade to go back from")
                .expected("an upgrade in the journal that was not taken back yet")
                .found("none; " + WhatRuns.inWords(tools.ports().platform()))
                .remedy("to go back to a bundle: scripts/backups.sh, then scripts/restore.sh BUNDLE")
                .build());
        RunFrame frame = new RunFrame(console, tools, RunCommand.ROLLBACK, plan, Settings.DEFAULT);
        frame.report()
                .line("Rollback of " + tools.installation().domain() + ": " + plan.target() + " -> " + plan.source());
        try (Session session = frame.session(() -> {})) {
            UpgradeRun rollback =
                    new UpgradeRun(frame.run(), session, frame.runner(), frame.confirmation(confirmDomain));
            RunResult result = rollback.rollback(new WayBack(frame.run(), frame.confirmation(confirmDomain)));
            return frame.end(session, result, frame.summary("Release " + plan.source() + " runs again."));
        }
    }
}
