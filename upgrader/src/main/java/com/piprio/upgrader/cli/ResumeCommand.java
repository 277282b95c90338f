package com.piprio.upgrader.cli;

import com.piprio.upgrader.plan.CutoverWish;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code resume}: goes on with the upgrade, rollback or restore that was interrupted or stopped. */
@Command(
        name = "resume",
        description = "Goes on with the upgrade, rollback or restore that was interrupted or stopped, to its end.")
final class ResumeCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Main main;

    @Mixin
    RunOptions options = new RunOptions();

    @Mixin
    ArchiveOption archive = new ArchiveOption();

    @Option(
            names = "--hold-limit",
            defaultValue = "20s",
            description = "longest pause for which requests are held; beyond it clients get 503 (default 20s)")
    Duration holdLimit = CutoverWish.NONE.holdLimit();

    private final Console console;

    ResumeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return archive.run(Directory.open(main), console, tools -> new Runs(console, tools)
                .resume(options.settings(holdLimit), options.confirmDomain));
    }
}
