package com.piprio.upgrader.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code contract}: what releases promise to operators. */
@Command(
        name = "contract",
        description = "Says what releases promise to operators.",
        subcommands = {ContractDiffCommand.class})
final class ContractCommand {
    @ParentCommand
    @Nullable
    Main main;
}
