package com.piprio.upgrader.cli;

import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.InstallationLock;
import com.piprio.upgrader.installation.LockHolder;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code finalize}: the operator is content with a restore; what it replaced is dropped. */
@Command(name = "finalize", description = "Drops the databases that restores have kept; their way back is then gone.")
final class FinalizeCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Main main;

    private final Console console;

    FinalizeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Installation installation = Directory.open(main);
        Tools tools = Tools.of(installation);
        List<String> dropped;
        try (InstallationLock lock = InstallationLock.acquire(
                installation.state(), LockHolder.of("finalize", tools.clock().instant()))) {
            dropped = tools.ports().backups().dropKept();
        }
        console.line(
                dropped.isEmpty()
                        ? "No restore has kept a database. Nothing was changed."
                        : "Dropped " + String.join(", ", dropped) + ".");
        return 0;
    }
}
