package com.piprio.compose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The docker command lines that this module knows; they work from Docker 20.10 on. */
final class DockerCommands {
    /** For what the engine answers from its own state. */
    static final Duration QUICK = Duration.ofSeconds(30);
    /** For what reads or writes image layers and containers on disk. */
    static final Duration DISK = Duration.ofMinutes(5);

    private DockerCommands() {}

    static Command engineVersion() {
        return Command.of(QUICK, "docker", "version", "--format", "{{json .}}");
    }

    static Command composeVersion() {
        return Command.of(QUICK, "docker", "compose", "version", "--format", "json");
    }

    static Command inspectImage(String reference) {
        return Command.of(QUICK, "docker", "image", "inspect", reference);
    }

    static Command pull(String reference, Duration limit) {
        return Command.of(limit, "docker", "pull", "--quiet", reference);
    }

    static Command tag(String source, String target) {
        return Command.of(QUICK, "docker", "tag", source, target);
    }

    static Command remove(List<String> containerIds) {
        List<String> argv = new ArrayList<>(List.of("docker", "rm", "--force"));
        argv.addAll(containerIds);
        return Command.of(DISK, argv);
    }

    static Command exec(String containerId, List<String> program, Input input, Output output, Duration limit) {
        List<String> argv = new ArrayList<>(List.of("docker", "exec"));
        if (!(input instanceof Input.None)) {
            argv.add("--interactive");
        }
        argv.add(containerId);
        argv.addAll(program);
        return Command.of(limit, argv).withInput(input).withOutput(output);
    }

    /** Values of variables are handed over in the environment of the command line, because arguments can be read by all. */
    static Command run(ToolContainer container, List<String> program, Duration limit) {
        List<String> argv = new ArrayList<>(List.of("docker", "run", "--rm", "--init", "--pull", "never"));
        argv.addAll(List.of("--network", "container:" + container.server(), "--user", container.user()));
        // The owner of the directory is somebody of the host, on engines that map users or label files, too.
        argv.addAll(List.of("--userns", "host", "--security-opt", "label=disable"));
        argv.addAll(List.of("--security-opt", "no-new-privileges", "--cap-drop", "ALL", "--read-only"));
        argv.addAll(List.of("--no-healthcheck", "--log-driver", "none"));
        // An eighth of what a service gets where processors are short: users do not wait for what it does.
        argv.addAll(List.of("--cpu-shares", "128"));
        container.environment().keySet().stream().sorted().forEach(name -> argv.addAll(List.of("--env", name)));
        // A field of CSV: a path may hold commas.
        String source = ("source=" + container.directory()).replace("\"", "\"\"");
        argv.addAll(List.of(
                "--mount",
                "type=bind,\"" + source + "\",target=" + ToolContainer.MOUNT
                        + (container.writable() ? "" : ",readonly")));
        argv.addAll(List.of("--entrypoint", program.get(0), container.imageId()));
        argv.addAll(program.subList(1, program.size()));
        return Command.of(limit, argv).withEnvironment(container.environment());
    }

    static Command signal(String containerId, String signal) {
        return Command.of(QUICK, "docker", "kill", "--signal", signal, containerId);
    }

    static Command start(String containerId) {
        return Command.of(DISK, "docker", "start", containerId);
    }

    /** {@code -t}: the long name of this option differs between versions. */
    static Command stop(String containerId, Duration grace) {
        return Command.of(grace.plus(QUICK), "docker", "stop", "-t", Long.toString(grace.toSeconds()), containerId);
    }

    static Command logs(String containerId, int lines) {
        return Command.of(QUICK, "docker", "logs", "--tail", Integer.toString(lines), containerId);
    }

    /** Ends at once: what is asked for lies in the past. */
    static Command memoryEvents(String containerId) {
        return Command.of(
                QUICK,
                "docker",
                "events",
                "--since",
                "10m",
                "--until",
                "0s",
                "--filter",
                "container=" + containerId,
                "--filter",
                "event=oom",
                "--format",
                "{{.Action}}");
    }

    static Command listContainers(List<String> labels) {
        List<String> argv = new ArrayList<>(List.of("docker", "ps", "--all", "--quiet", "--no-trunc"));
        for (String label : labels) {
            argv.add("--filter");
            argv.add("label=" + label);
        }
        return Command.of(QUICK, argv);
    }

    static Command inspectContainers(List<String> ids) {
        List<String> argv = new ArrayList<>(List.of("docker", "container", "inspect"));
        argv.addAll(ids);
        return Command.of(QUICK, argv);
    }
}
