package com.piprio.upgrader.cli;

import com.piprio.backup.BundleId;
import com.piprio.backup.SafetyBundle;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.run.Settings;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code restore BUNDLE}: database, objects and secrets back to a bundle, on the release that {@code .env} names; {@code
 * restore --undo}: back from there.
 */
@Command(
        name = "restore",
        description = "Brings database, objects and secrets back to a bundle, on the release that .env names.")
final class RestoreCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Main main;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    Direction direction = new Direction();

    /** Either to a bundle, or back from there. */
    static final class Direction {
        @Parameters(paramLabel = "BUNDLE", arity = "0..1", description = "name of a bundle, or its path")
        @Nullable
        String bundle;

        @Option(
                names = "--undo",
                description = "take the newest restore back: database, objects and .env of before it; until finalize")
        boolean undo;
    }

    @Option(
            names = "--confirm-domain",
            paramLabel = "DOMAIN",
            description = "the installation's domain, instead of typing it")
    @Nullable
    String confirmDomain;

    @Option(
            names = "--adopt-from",
            paramLabel = "ID",
            description = "bring the data of another installation here: its PIPRIO_DEPLOYMENT_ID, exactly")
    @Nullable
    String adoptFrom;

    @Mixin
    TrustOption trust = new TrustOption();

    @Option(
            names = "--without-safety-bundle",
            description = "go on when the present data cannot be read into a bundle of its own first")
    boolean withoutSafetyBundle;

    private final Console console;

    RestoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (direction.bundle == null && adoptFrom != null) {
            throw new ParameterException(spec.commandLine(), "--adopt-from needs a BUNDLE");
        }
        Installation installation = Directory.open(main);
        return direction.bundle == null ? takeBack(installation) : restore(installation, direction.bundle);
    }

    private int restore(Installation installation, String bundle) {
        BundleId id = BundleArgument.id(bundle);
        BundleArgument.directory(installation, bundle);
        trust.record(installation);
        Plan plan = Plan.staying(installation.release(), id, List.of()).adopting(adoptFrom);
        SafetyBundle safety = withoutSafetyBundle ? SafetyBundle.MAY_BE_UNREADABLE : SafetyBundle.REQUIRED;
        return new Runs(console, Tools.of(installation)).restore(plan, Settings.DEFAULT, confirmDomain, safety);
    }

    private int takeBack(Installation installation) {
        Tools tools = Tools.of(installation);
        Plan plan = Plan.staying(installation.release(), tools.ports().backups().restored(), List.of());
        return new Runs(console, tools).takeBack(plan, Settings.DEFAULT, confirmDomain);
    }
}
