package com.piprio.upgrader.cli;

import com.piprio.backup.BundleId;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.InstallationLock;
import com.piprio.upgrader.report.Texts;
import java.time.Duration;
import java.time.Instant;
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
        Instant start = tools.clock().instant();
        BundleId id = BundleId.at(start);
        ReleaseVersion release = installation.release();
        try (InstallationLock lock = InstallationLock.acquire(installation.state(), "backup " + id.value())) {
            console.line("Backup of " + installation.domain() + " (release " + release + ") …");
            tools.ports().backups().create(id);
        }
        console.line("Bundle backups/" + id.value() + " was taken and verified in "
                + Texts.seconds(Duration.between(start, tools.clock().instant())) + ".");
        return 0;
    }
}
