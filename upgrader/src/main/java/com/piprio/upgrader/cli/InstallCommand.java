package com.piprio.upgrader.cli;

import com.piprio.backup.BundleId;
import com.piprio.backup.BundleKeys;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.InstallationLock;
import com.piprio.upgrader.installation.LockHolder;
import com.piprio.upgrader.installation.NewEnvironment;
import com.piprio.upgrader.installation.PortSetting;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.platform.HttpOutsideProbe;
import com.piprio.upgrader.release.FetchedRelease;
import com.piprio.upgrader.release.ImagePin;
import com.piprio.upgrader.release.RegistryAddress;
import com.piprio.upgrader.run.FirstStart;
import com.piprio.upgrader.run.RunResult;
import com.piprio.upgrader.run.Session;
import com.piprio.upgrader.run.Settings;
import com.piprio.upgrader.run.TargetRelease;
import com.piprio.upgrader.run.UpgradeRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code install}: the first start of an unpacked kit; run again it starts what does not run. */
@Command(name = "install", description = "Starts the kit in this directory for the first time; keeps an existing .env.")
final class InstallCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Main main;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--version", required = true, paramLabel = "VERSION", description = "release to install")
    String version = "";

    @Option(names = "--domain", required = true, paramLabel = "DOMAIN", description = "domain that users see")
    String domain = "";

    @Option(names = "--registry", required = true, paramLabel = "HOST", description = "registry with the images")
    String registry = "";

    @Option(names = "--http-port", defaultValue = "8080", description = "port the proxy publishes (default 8080)")
    int httpPort = 8080;

    @Option(names = "--http-address", defaultValue = "0.0.0.0", description = "address it publishes on")
    String httpAddress = "0.0.0.0";

    @Option(names = "--project", defaultValue = "piprio", description = "Compose project (default piprio)")
    String project = "piprio";

    @Option(names = "--worker-replicas", defaultValue = "2", description = "number of workers (default 2)")
    int workerReplicas = 2;

    @Option(names = "--health-budget", defaultValue = "3m", description = "time for a service to become ready")
    Duration healthBudget = Duration.ofMinutes(3);

    @Mixin
    ArchiveOption archive = new ArchiveOption();

    private final Console console;

    InstallCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ReleaseVersion release = Versions.parse(version);
        checkOptions();
        Path directory = Objects.requireNonNull(main).directory;
        Installation unborn = Installation.unborn(directory);
        if (!Files.isRegularFile(unborn.composeFile())) {
            throw OperatorException.of(ErrorCode.COMPOSE_FILE_MISSING, "this directory holds no install kit")
                    .expected(unborn.composeFile().toString())
                    .found("no such file")
                    .remedy("unpack piprio-onprem-" + release + ".tar.gz and run its scripts/install.sh")
                    .build();
        }
        InstallationLock.requireFree(unborn.state());
        boolean present = NewEnvironment.presentFor(unborn, release);
        String from = present ? Installation.open(directory).registry() : registry;
        return archive.supply(unborn.directory(), from, console, supply -> install(unborn, present, supply, release));
    }

    /** Files are written once the release is known to be had: what is refused before leaves the kit as it was unpacked. */
    private int install(Installation unborn, boolean present, Supply supply, ReleaseVersion release) {
        Path directory = unborn.directory();
        if (present) {
            ready(directory, supply);
        }
        FetchedRelease fetched = supply.releases().fetch(release);
        try (InstallationLock lock =
                InstallationLock.acquire(unborn.state(), LockHolder.of("install of " + release, Instant.now()))) {
            NewEnvironment.writeUnlessPresent(unborn, release, settings(unborn.composeFile()));
            new BundleKeys(directory).createIfMissing(unborn.backups());
        }
        return start(ready(directory, supply), fetched);
    }

    /** @throws OperatorException when an earlier run is unfinished */
    private static Tools ready(Path directory, Supply supply) {
        Tools tools = Tools.with(Installation.open(directory), supply);
        tools.unfinished().refuse();
        return tools;
    }

    /** Here and not when they are used: a wrong value would be in {@code .env} by then, which is never written again. */
    private void checkOptions() {
        new RegistryAddress(registry);
        demand(
                domain.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?"),
                "--domain",
                "a name such as docs.example.com");
        demand(httpPort >= 1 && httpPort <= 65_535, "--http-port", "a number from 1 to 65535");
        demand(
                httpAddress.matches("[0-9.]+|\\[[0-9A-Fa-f:]+]"),
                "--http-address",
                "an address such as 127.0.0.1 or [::1]");
        demand(project.matches("[a-z0-9][a-z0-9_-]*"), "--project", "lower-case letters, digits, - and _");
        demand(workerReplicas >= 1 && workerReplicas <= 99, "--worker-replicas", "a number from 1 to 99");
    }

    private void demand(boolean fine, String option, String expected) {
        if (!fine) {
            throw new ParameterException(spec.commandLine(), option + " must be " + expected);
        }
    }

    private Map<String, String> settings(Path composeFile) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("PIPRIO_REGISTRY", registry);
        settings.put("PIPRIO_DOMAIN", domain);
        settings.put("COMPOSE_PROJECT_NAME", project);
        settings.put("PIPRIO_HTTP_ADDRESS", httpAddress);
        settings.put(PortSetting.nameFor(composeFile), String.valueOf(httpPort));
        settings.put("PIPRIO_WORKER_REPLICAS", String.valueOf(workerReplicas));
        return settings;
    }

    private int start(Tools tools, FetchedRelease fetched) {
        Installation installation = tools.installation();
        ReleaseVersion release = fetched.release().version();
        List<ImagePin> images = fetched.allImages(installation.registry()).stream()
                .filter(pin -> !pin.repository().endsWith("/upgrader"))
                .toList();
        Plan plan = Plan.staying(release, BundleId.at(tools.nextName()), images);
        Settings settings = Settings.DEFAULT.withHealthBudget(healthBudget);
        RunFrame frame = new RunFrame(console, tools, RunCommand.INSTALL, plan, settings);
        frame.report().line("Install of " + installation.domain() + ": release " + release);
        try (Session session = frame.session(() -> {})) {
            UpgradeRun run = new UpgradeRun(frame.run(), session, frame.runner(), frame.confirmation(null));
            RunResult result = run.repeatable(
                    FirstStart.steps(frame.run(), session, new TargetRelease(installation, tools.ports(), fetched)),
                    "scripts/install.sh");
            return frame.end(
                    session,
                    result,
                    List.of(
                            "Release " + release + " runs on " + installation.domain() + ".",
                            "  verified   every service answers through the proxy and says so",
                            "  reached at " + HttpOutsideProbe.baseAddress(installation.environment()),
                            "  token      PIPRIO_API_TOKEN in " + installation.environmentFile(),
                            "  next       scripts/status.sh; later scripts/upgrade.sh"));
        }
    }
}
