package com.piprio.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The Docker engine, reached through the {@code docker} command line.
 *
 * <p>Keeps nothing between calls. Every method blocks until the command has ended, and throws an
 * {@link OperatorException} when it failed.
 */
public final class DockerEngine {
    private static final int LOOKUPS = 3;

    private final CheckedRunner runner;

    public DockerEngine(ProcessRunner runner) {
        this.runner = new CheckedRunner(runner);
    }

    /**
     * What runs on this host.
     *
     * @throws OperatorException {@code DOCKER_UNAVAILABLE} or {@code COMPOSE_UNAVAILABLE}
     */
    public EngineVersions versions() {
        String engine = engineVersion();
        Command command = DockerCommands.composeVersion();
        ProcessResult result = runner.demand(
                command,
                ErrorCode.COMPOSE_UNAVAILABLE,
                "the Docker Compose plugin does not answer",
                "install the Docker Compose plugin (v2), then run the same again");
        String compose = DockerJson.text(command, DockerJson.parse(command, result.stdout()), "/version");
        return new EngineVersions(engine, compose.startsWith("v") ? compose.substring(1) : compose);
    }

    private String engineVersion() {
        Command command = DockerCommands.engineVersion();
        ProcessResult result = runner.demand(
                command,
                ErrorCode.DOCKER_UNAVAILABLE,
                "the Docker engine does not answer",
                "start Docker, and see that this user may use it (docker version)");
        return DockerJson.text(command, DockerJson.parse(command, result.stdout()), "/Server/Version");
    }

    /** An image that is on this host; nothing is pulled. */
    public Optional<Image> image(String reference) {
        Command command = DockerCommands.inspectImage(reference);
        return inspectOne(command).map(node -> DockerJson.image(command, node));
    }

    /** A container by id or name, running or not. */
    public Optional<Container> container(String id) {
        Command command = DockerCommands.inspectContainers(List.of(id));
        return inspectOne(command).map(node -> DockerJson.container(command, node));
    }

    /**
     * Where on this host the volumes of a container's whole Compose project lie, or of the container alone when Compose
     * did not make it.
     */
    public Set<Path> volumesAround(String id) {
        String project = container(id)
                .map(container -> container.labels().getOrDefault(DockerJson.PROJECT, ""))
                .orElse("");
        List<String> ids = project.isEmpty()
                ? List.of(id)
                : containersWith(List.of(DockerJson.PROJECT + "=" + project)).stream()
                        .map(Container::id)
                        .toList();
        Command inspect = DockerCommands.inspectContainers(ids);
        Set<Path> volumes = new TreeSet<>();
        for (JsonNode container :
                DockerJson.parse(inspect, runner.demand(inspect).stdout())) {
            for (JsonNode mount : container.path("Mounts")) {
                if (mount.path("Type").asText().equals("volume")) {
                    volumes.add(Path.of(mount.path("Source").asText()));
                }
            }
        }
        return volumes;
    }

    /** "Not there" and "engine does not answer" share an exit code; the engine's version tells them apart. */
    private Optional<JsonNode> inspectOne(Command command) {
        ProcessResult result = runner.run(command);
        if (!result.ok()) {
            engineVersion();
            return Optional.empty();
        }
        return Optional.of(DockerJson.parse(command, result.stdout()).path(0));
    }

    /** Containers that carry all these labels ({@code key=value}), also those that do not run. */
    List<Container> containersWith(List<String> labels) {
        Command list = DockerCommands.listContainers(labels);
        ProcessResult result = new ProcessResult(0, "", "");
        Command inspect = list;
        for (int lookup = 0; lookup < LOOKUPS; lookup++) {
            List<String> ids = runner.demand(list)
                    .stdout()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            if (ids.isEmpty()) {
                return List.of();
            }
            inspect = DockerCommands.inspectContainers(ids);
            result = runner.run(inspect);
            if (result.ok()) {
                return containers(inspect, result.stdout());
            }
            // A container that went away between the two commands fails the second one: look again.
        }
        throw OperatorException.of(ErrorCode.COMMAND_FAILED, "this command failed " + LOOKUPS + " times: " + inspect)
                .found(result.summary())
                .remedy(CheckedRunner.LOOK_AT_DOCKER)
                .build();
    }

    private static List<Container> containers(Command command, String json) {
        List<Container> containers = new ArrayList<>();
        DockerJson.parse(command, json).forEach(node -> containers.add(DockerJson.container(command, node)));
        return List.copyOf(containers);
    }

    /**
     * Pulls an image, best by its digest.
     *
     * @throws OperatorException {@code REGISTRY_BUSY}, {@code REGISTRY_LOGIN}, {@code DISK_FULL} or {@code PULL_FAILED};
     *     whether registry or image is the reason of the last, only the text says
     */
    public void pull(String reference, Duration limit) {
        ProcessResult result = runner.run(DockerCommands.pull(reference, limit));
        if (!result.ok()) {
            throw PullFailure.of(reference, result);
        }
    }

    public void tag(String source, String target) {
        runner.demand(DockerCommands.tag(source, target));
    }

    /**
     * Runs a program in a running container; its exit code is in the result.
     *
     * <p>When the limit passes, the command line is killed; the program inside the container may go on.
     */
    public ProcessResult exec(String containerId, List<String> argv, Input input, Output output, Duration limit) {
        return runner.run(DockerCommands.exec(containerId, argv, input, output, limit));
    }

    /**
     * Runs a program in a container of its own; its exit code is in the result, and 125 is the engine's own.
     *
     * <p>When the limit passes, the command line is killed; the program may go on, and its container is removed when it ends.
     */
    public ProcessResult run(ToolContainer container, List<String> program, Duration limit) {
        return runner.run(DockerCommands.run(container, program, limit));
    }

    public void start(String containerId) {
        runner.demand(
                DockerCommands.start(containerId),
                ErrorCode.START_FAILED,
                "cannot start container " + containerId,
                CheckedRunner.LOOK_AT_DOCKER);
    }

    /** SIGTERM, then SIGKILL after the grace; nothing happens to a container that does not run. */
    public void stop(String containerId, Duration grace) {
        runner.demand(DockerCommands.stop(containerId, grace));
    }

    /** Removes containers, running or not; named volumes stay. */
    public void remove(List<String> containerIds) {
        if (!containerIds.isEmpty()) {
            runner.demand(DockerCommands.remove(containerIds));
        }
    }

    public void signal(String containerId, String signal) {
        runner.demand(DockerCommands.signal(containerId, signal));
    }

    /** True when the kernel ended a process of the container for want of memory, lastly or some minutes ago. */
    public boolean ranOutOfMemory(String containerId) {
        boolean lastly = inspectOne(DockerCommands.inspectContainers(List.of(containerId)))
                .map(node -> node.at("/State/OOMKilled").asBoolean())
                .orElse(false);
        // A container that Docker started again does not remember; what happened in the engine lately does.
        return lastly
                || !runner.demand(DockerCommands.memoryEvents(containerId))
                        .stdout()
                        .isBlank();
    }

    /** The last lines of a container's standard output, followed by those of its standard error. */
    public String logs(String containerId, int tailLines) {
        ProcessResult result = runner.demand(DockerCommands.logs(containerId, tailLines));
        return result.stdout() + result.stderr();
    }
}
