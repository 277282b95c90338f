package com.piprio.upgrader.cli;

import com.piprio.backup.BundleId;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.run.Settings;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code restore BUNDLE}: database, objects and secrets back to a bundle, on the release that {@code .env} names. */
@Command(
        name = "restore",
        description = "Brings database, objects and secrets back to a bundle, on the release that .env names.")
final class RestoreCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Main main;

    @Parameters(paramLabel = "BUNDLE", description = "name of a bundle, or its path")
    String bundle = "";

    @Option(
            names = "--confirm-domain",
            paramLabel = "DOMAIN",
            description = "the installation's domain, instead of typing it")
    @Nullable
    String confirmDomain;

    @Mixin
    TrustOption trust = new TrustOption();

    private final Console console;

    RestoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Installation installation = Directory.open(main);
        BundleId id = BundleArgument.id(bundle);
        BundleArgument.directory(installation, bundle);
        trust.record(installation);
        Tools tools = Tools.of(installation);
        ReleaseVersion release = installation.release();
        Plan plan = Plan.staying(release, id, List.of());
        return new Runs(console, tools).restore(plan, Settings.DEFAULT, confirmDomain);
    }
}
