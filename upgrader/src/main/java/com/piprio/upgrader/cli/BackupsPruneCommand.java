package com.piprio.upgrader.cli;

import com.piprio.backup.BundleId;
import com.piprio.backup.Retention;
import com.piprio.backup.RetentionPolicy;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.InstallationLock;
import com.piprio.upgrader.installation.LockHolder;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code backups prune}: gives up old bundles; needs no Docker, because a full disk may have stopped it. */
@Command(
        name = "prune",
        description =
                "Deletes old bundles: the newest of 7 days, 4 weeks and 6 months stay, at least 3 proven ones, and every"
                        + " pinned one.")
final class BackupsPruneCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    BackupsCommand parent;

    @Option(names = "--dry-run", description = "only say what would be deleted, and why the others stay")
    boolean dryRun;

    private final Console console;

    BackupsPruneCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Installation installation = Objects.requireNonNull(parent).installation();
        Tools tools = Tools.unchecked(installation);
        Retention retention = new Retention(
                installation.backups(), installation.required("PIPRIO_DEPLOYMENT_ID"), RetentionPolicy.DEFAULT);
        try (InstallationLock lock = InstallationLock.acquire(
                installation.state(),
                LockHolder.of("backups prune", tools.clock().instant()))) {
            Retention.Plan plan = retention.plan(needed(tools), tools.clock().instant());
            plan.leftAlone().forEach(bundle -> console.line("left alone  " + bundle));
            plan.kept().forEach((id, reason) -> console.line("keep        " + id.value() + "  " + reason));
            plan.expendable().forEach(id -> console.line((dryRun ? "would delete " : "delete      ") + id.value()));
            if (!dryRun) {
                retention.delete(plan);
            }
            console.line(plan.kept().size() + " kept, " + plan.expendable().size()
                    + (dryRun ? " would be deleted. Nothing was changed." : " deleted."));
        }
        return 0;
    }

    /** The bundle that the way back from the last upgrade may have to restore. */
    private static Map<BundleId, String> needed(Tools tools) {
        return tools.unfinished()
                .upgradeToTakeBack()
                .map(plan -> Map.of(plan.bundle(), "way back from " + plan.target()))
                .orElse(Map.of());
    }
}
