package com.piprio.upgrader.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code backups list}: the same as {@code backups}. */
@Command(name = "list", description = "Lists the bundles, newest first: proven, drilled, pinned; warns of their age.")
final class BackupsListCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    BackupsCommand parent;

    @Mixin
    BackupsCommand.ListOptions options = new BackupsCommand.ListOptions();

    @Override
    public Integer call() {
        return Objects.requireNonNull(parent).list(options);
    }
}
