package com.piprio.compose;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One Compose project: its containers as they are now, and the commands that change them.
 *
 * <p>Keeps nothing between calls: containers are looked up by their labels each time, because others may have replaced
 * them since. Variables of the shell do not reach Compose, see {@link SystemProcessRunner}; {@code .env} is read by
 * Compose itself, from the project directory.
 */
public final class ComposeProject {
    private final CheckedRunner runner;
    private final DockerEngine engine;
    private final ComposeCommands commands;
    private final String name;

    public ComposeProject(ProcessRunner runner, Path directory, Path composeFile, String projectName) {
        this.runner = new CheckedRunner(runner);
        this.engine = new DockerEngine(runner);
        this.commands = new ComposeCommands(directory, composeFile, projectName);
        this.name = projectName;
    }

    public String name() {
        return name;
    }

    /** All containers of the project, also those that do not run, ordered by service and number. */
    public List<Container> containers() {
        return sorted(engine.containersWith(labels()));
    }

    /** The containers of one service, also those that do not run, ordered by number. */
    public List<Container> containers(String service) {
        List<String> labels = labels();
        labels.add(DockerJson.SERVICE + "=" + service);
        return sorted(engine.containersWith(labels));
    }

    private List<String> labels() {
        // What `docker compose run` made is no part of the service.
        return new ArrayList<>(List.of(DockerJson.PROJECT + "=" + name, "com.docker.compose.oneoff=False"));
    }

    private static List<Container> sorted(List<Container> containers) {
        return containers.stream()
                .sorted(Comparator.comparing(Container::service).thenComparingInt(Container::number))
                .toList();
    }

    /**
     * Makes and starts containers, and replaces those whose definition or image changed; never pulls, never builds.
     *
     * <p>Does not wait for readiness. Idempotent.
     *
     * @param services all of the project when empty
     * @throws OperatorException {@code START_FAILED}
     */
    public void up(UpOptions options, List<String> services, Duration limit) {
        runner.demand(
                commands.up(options, services, limit),
                ErrorCode.START_FAILED,
                "Docker Compose cannot start " + named(services),
                CheckedRunner.LOOK_AT_DOCKER);
    }

    /**
     * Makes containers of a service up to this number and starts none; those that exist stay as they are.
     *
     * @throws OperatorException {@code START_FAILED}
     */
    public void create(String service, int containers, Duration limit) {
        runner.demand(
                commands.create(service, containers, limit),
                ErrorCode.START_FAILED,
                "Docker Compose cannot make a container of " + service,
                CheckedRunner.LOOK_AT_DOCKER);
    }

    /** Removes containers by id, running or not; volumes stay. */
    public void remove(String... containerIds) {
        engine.remove(List.of(containerIds));
    }

    /**
     * The services of the Compose file, by name.
     *
     * @throws OperatorException {@code COMPOSE_FILE_INVALID}
     */
    public List<String> serviceNames() {
        return demandConfig(commands.serviceNames())
                .stdout()
                .lines()
                .filter(line -> !line.isBlank())
                .sorted()
                .toList();
    }

    /**
     * The Compose file as Compose understands it, as JSON, with every variable resolved: it holds secrets.
     *
     * @throws OperatorException {@code COMPOSE_FILE_INVALID}
     */
    public String config() {
        return demandConfig(commands.config()).stdout();
    }

    private ProcessResult demandConfig(Command command) {
        return runner.demand(
                command,
                ErrorCode.COMPOSE_FILE_INVALID,
                "Docker Compose refuses the Compose file or .env",
                "correct what Docker Compose names above, then run the same again");
    }

    private static String named(List<String> services) {
        return services.isEmpty() ? "the services" : String.join(", ", services);
    }
}
