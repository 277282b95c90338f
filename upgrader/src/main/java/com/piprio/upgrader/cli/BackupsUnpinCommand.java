package com.piprio.upgrader.cli;

import com.piprio.backup.BundleId;
import com.piprio.backup.BundleState;
import com.piprio.backup.BundleStates;
import com.piprio.upgrader.installation.Installation;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code backups unpin BUNDLE}: takes back {@code pin}, and no pin that the upgrader set itself. */
@Command(name = "unpin", description = "Takes back a pin; the pins of restores and upgrades stay.")
final class BackupsUnpinCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    BackupsCommand parent;

    @Parameters(paramLabel = "BUNDLE", description = "name of a bundle, or its path")
    String bundle = "";

    private final Console console;

    BackupsUnpinCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Installation installation = Objects.requireNonNull(parent).installation();
        BundleId id = BundleArgument.id(bundle);
        BundleArgument.directory(installation, bundle);
        BundleStates states = new BundleStates(installation.backups());
        states.unpin(id, BundleState.OPERATOR);
        Set<String> others = states.of(id).pins().keySet();
        console.line("Bundle " + id.value()
                + (others.isEmpty() ? " is not pinned." : " stays pinned: " + String.join(", ", others) + "."));
        return 0;
    }
}
