package com.piprio.upgrader.cli;

import com.piprio.backup.BundleListing;
import com.piprio.backup.Bundles;
import com.piprio.upgrader.installation.Installation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code backups}: the bundles of the installation, newest first, and what is done with them. */
@Command(
        name = "backups",
        description = "Lists the bundles of the installation, newest first; prunes, pins and unpins them.",
        subcommands = {
            BackupsListCommand.class,
            BackupsPruneCommand.class,
            BackupsPinCommand.class,
            BackupsUnpinCommand.class
        })
final class BackupsCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Main main;

    @Mixin
    ListOptions options = new ListOptions();

    private final Console console;

    BackupsCommand(Console console) {
        this.console = console;
    }

    /** How a list looks, and when it warns. */
    static final class ListOptions {
        @Mixin
        OutputOption output = new OutputOption();

        @Option(
                names = "--max-age",
                defaultValue = "48h",
                description = "warn when the newest bundle is older (default: ${DEFAULT-VALUE})")
        Duration newestAge = Duration.ofHours(48);

        @Option(
                names = "--max-drill-age",
                defaultValue = "192h",
                description = "warn when no bundle was restored for practice since (default: ${DEFAULT-VALUE})")
        Duration drillAge = Duration.ofHours(192);
    }

    @Override
    public Integer call() {
        return list(options);
    }

    int list(ListOptions asked) {
        List<BundleListing> bundles = new Bundles(installation().backups()).list();
        BundlesText text = new BundlesText(bundles, Instant.now(), asked.newestAge, asked.drillAge);
        if (asked.output.json()) {
            console.line(text.json().toPrettyString());
        } else {
            text.lines().forEach(console::line);
        }
        return 0;
    }

    Installation installation() {
        return Directory.open(main);
    }
}
