package com.piprio.upgrader.cli;

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
        return new Runs(console, Tools.of(Directory.open(main))).rollback(confirmDomain);
    }
}
