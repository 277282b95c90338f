package com.piprio.e2e.installation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.piprio.e2e.docker.Compose;
import com.piprio.e2e.docker.Engine;
import com.piprio.e2e.docker.Registry;
import com.piprio.e2e.docker.Sweep;
import com.piprio.e2e.process.CommandLine;
import com.piprio.e2e.process.Processes;
import com.piprio.e2e.process.Run;
import com.piprio.e2e.timeline.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.yaml.snakeyaml.Yaml;

/**
 * One on-prem installation: its folder, its Compose project and its address on 127.0.0.1. The operator's scripts are
 * called as they are; what each printed is kept.
 */
public final class Installation implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("e2e");
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final int WORKERS = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final String project;
    private final String domain;
    private final int port;
    private final List<Run> runs = Collections.synchronizedList(new ArrayList<>());
    private final List<Processes.Started> started = Collections.synchronizedList(new ArrayList<>());
    private final Timeline timeline;

    private Installation(Path directory, String project, String domain, int port) {
        this.directory = directory;
        this.project = project;
        this.domain = domain;
        this.port = port;
        this.timeline = new Timeline(address());
    }

    /** Unpacks the kit of the release and gives the installation a name and a port; nothing is started. */
    public static Installation unpack(InstallKit kit, Path folder, String release) {
        String project = Sweep.newProject();
        Path directory = kit.unpack(release, folder.resolve(project));
        return new Installation(directory, project, project + ".example.org", Registry.freePort());
    }

    /** Runs {@code scripts/install.sh}. */
    public Run install(String release, String registry) {
        return script(
                "install",
                "--version",
                release,
                "--registry",
                registry,
                "--domain",
                domain,
                "--http-address",
                "127.0.0.1",
                "--http-port",
                Integer.toString(port),
                "--project",
                project,
                "--worker-replicas",
                Integer.toString(WORKERS));
    }

    public Path directory() {
        return directory;
    }

    public String project() {
        return project;
    }

    /** What an operator types to confirm a restore. */
    public String domain() {
        return domain;
    }

    /** Where users reach it. */
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** The services that follow its release, as its Compose file has them. */
    public List<String> services() {
        return servicesOf(directory.resolve(Compose.FILE));
    }

    /** The services of a Compose file whose image follows the release. */
    public static List<String> servicesOf(Path composeFile) {
        try {
            Map<String, Map<String, Map<String, Object>>> compose = new Yaml().load(Files.readString(composeFile));
            return Objects.requireNonNull(compose.get("services")).entrySet().stream()
                    .filter(service ->
                            String.valueOf(service.getValue().get("image")).contains("PIPRIO_VERSION"))
                    .map(Map.Entry::getKey)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public EnvironmentFile env() {
        return new EnvironmentFile(directory.resolve(".env"));
    }

    public Compose compose() {
        return new Compose(directory, project);
    }

    public Api api() {
        return new Api(address(), env().value("PIPRIO_API_TOKEN"));
    }

    public Timeline timeline() {
        return timeline;
    }

    public Run upgrade(String... arguments) {
        return script("upgrade", arguments);
    }

    public Run rollback(String... arguments) {
        return script("rollback", arguments);
    }

    public Run backup(String... arguments) {
        return script("backup", arguments);
    }

    public Run restore(String... arguments) {
        return script("restore", arguments);
    }

    public Run plan(String... arguments) {
        return script("plan", arguments);
    }

    public Run status(String... arguments) {
        return script("status", arguments);
    }

    /** Runs a script of the installation with a shorter environment if need be; its output is kept for the artefacts. */
    public Run script(String name, String... arguments) {
        return record(Processes.run(commandLine(name, arguments)));
    }

    /** Runs a script in a shell in which these variables are exported. */
    public Run scriptWith(Map<String, String> environment, String name, String... arguments) {
        return record(Processes.run(commandLine(name, arguments).with(environment)));
    }

    /** Runs a script with a failpoint, after {@link Failpoints#lay}. */
    public Run scriptWithFailpoint(String failpoint, String name, String... arguments) {
        return record(Processes.run(commandLine(name, arguments).with(Failpoints.at(failpoint))));
    }

    /** Starts a script without waiting for it; hand the finished run to {@link #record}. */
    public Processes.Started start(String name, String... arguments) {
        return started(commandLine(name, arguments));
    }

    /** Starts a script with a failpoint, after {@link Failpoints#lay}; one that hangs has to be killed. */
    public Processes.Started startWithFailpoint(String failpoint, String name, String... arguments) {
        return started(commandLine(name, arguments).with(Failpoints.at(failpoint)));
    }

    private Processes.Started started(CommandLine command) {
        Processes.Started run = Processes.start(command);
        started.add(run);
        return run;
    }

    /**
     * Runs {@code upgrade} and kills it (SIGKILL, with everything it started) as soon as the journal says that it
     * started this step.
     */
    public void upgradeKilledAt(String step, String... arguments) {
        Processes.Started upgrade = start("upgrade", arguments);
        try {
            awaitStep(upgrade, step);
        } finally {
            upgrade.kill();
            record(upgrade.await());
        }
    }

    /** Waits until the journal says that the run which was just started has started this step. */
    public void awaitStep(Processes.Started run, String step) {
        Awaitility.await(run.command().printed() + " starts " + step)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .failFast("it ended before " + step, () -> !run.process().isAlive() && !started(step, run.startedAt()))
                .until(() -> started(step, run.startedAt()));
    }

    private boolean started(String step, Instant notBefore) {
        for (String line : journal().lines().toList()) {
            JsonNode entry = json(line);
            if (entry.path("kind").asText().equals("step-started")
                    && entry.path("step").asText().equals(step)
                    && !Instant.parse(entry.path("at").asText()).isBefore(notBefore)) {
                return true;
            }
        }
        return false;
    }

    // The last line may be half written when it is read.
    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** The journal of the run that is under way or was interrupted; empty without one. */
    public String journal() {
        try {
            Path file = directory.resolve(".piprio/journal.jsonl");
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps a run that was not started by this class, so that it is scanned and archived like the others. */
    public Run record(Run run) {
        runs.add(run);
        List<String> argv = run.command().argv();
        LOG.log(
                System.Logger.Level.INFO,
                "    {0} {1}: exit code {2} after {3} s",
                Path.of(argv.get(0)).getFileName(),
                String.join(" ", argv.subList(1, argv.size())),
                run.exitCode(),
                String.format("%.1f", run.duration().toMillis() / 1000.0));
        return run;
    }

    private CommandLine commandLine(String name, String... arguments) {
        return CommandLine.of(directory.resolve("scripts").resolve(name + ".sh").toString())
                .with(List.of(arguments))
                .in(directory)
                .within(LIMIT);
    }

    public List<Run> runs() {
        return List.copyOf(runs);
    }

    /** The newest bundle in {@code backups/}. */
    public Path newestBundle() {
        List<Path> bundles = bundles();
        if (bundles.isEmpty()) {
            throw new AssertionError("no bundle in " + directory.resolve("backups"));
        }
        return bundles.get(bundles.size() - 1);
    }

    /** Finished bundles, oldest first. */
    public List<Path> bundles() {
        Path backups = directory.resolve("backups");
        if (!Files.isDirectory(backups)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(backups)) {
            return entries.filter(Files::isDirectory)
                    .filter(path -> path.getFileName().toString().matches("piprio_[0-9TZ]+"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes containers, volumes and networks; the folder stays for whoever looks into it. */
    @Override
    public void close() {
        List.copyOf(started).forEach(Processes.Started::kill);
        timeline.close();
        Engine.removeProject(project);
    }

    @Override
    public String toString() {
        return project + " at " + address() + " in " + directory;
    }
}
