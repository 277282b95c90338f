package com.piprio.upgrader.cli;

import com.piprio.backup.BundleId;
import com.piprio.backup.BundleState;
import com.piprio.backup.BundleStates;
import com.piprio.upgrader.installation.Installation;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code backups pin BUNDLE}: the operator wants it kept whatever its age. */
@Command(name = "pin", description = "Keeps a bundle whatever its age, until it is unpinned.")
final class BackupsPinCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    BackupsCommand parent;

    @Parameters(paramLabel = "BUNDLE", description = "name of a bundle, or its path")
    String bundle = "";

    private final Console console;

    BackupsPinCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Installation installation = Objects.requireNonNull(parent).installation();
        BundleId id = BundleArgument.id(bundle);
        BundleArgument.directory(installation, bundle);
        new BundleStates(installation.backups()).pin(id, BundleState.OPERATOR, Instant.now());
        console.line(
                "Bundle " + id.value() + " is pinned: it is kept until scripts/backups.sh unpin " + id.value() + ".");
        return 0;
    }
}
