package com.piprio.e2e.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.piprio.e2e.process.CommandLine;
import com.piprio.e2e.process.Processes;
import com.piprio.e2e.process.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The Docker engine of this machine, by its command line. */
public final class Engine {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Engine() {}

    /**
     * Makes sure that an engine and Compose answer.
     *
     * @throws AssertionError that names the remedy when they do not
     */
    public static void requireDocker() {
        String problem = "";
        try {
            Run engine = Processes.run(CommandLine.of("docker", "version", "--format", "{{.Server.Version}}"));
            Run compose = Processes.run(CommandLine.of("docker", "compose", "version", "--short"));
            if (engine.exitCode() != 0) {
                problem = "no Docker engine answers: " + engine.stderr().strip();
            } else if (compose.exitCode() != 0) {
                problem = "Docker has no Compose v2: " + compose.stderr().strip();
            }
        } catch (java.io.UncheckedIOException e) {
            problem = "the docker command is missing";
        }
        if (!problem.isEmpty()) {
            throw new AssertionError(problem + "\n  do   run as root: scripts/install-docker.sh\n"
                    + "       or leave the end-to-end tests out: mvn verify -DskipE2e");
        }
    }

    /** Runs {@code docker} with these arguments; it must succeed. */
    public static String docker(String... arguments) {
        return docker(Duration.ofSeconds(60), List.of(arguments)).expectExit(0).stdout();
    }

    public static Run docker(Duration limit, List<String> arguments) {
        return Processes.run(CommandLine.of("docker").with(arguments).within(limit));
    }

    /** Every container of the project, stopped ones too, by service and number. */
    public static List<Container> containers(String project) {
        List<String> ids = lines(docker("ps", "-aq", "--no-trunc", "--filter", label(project)));
        if (ids.isEmpty()) {
            return List.of();
        }
        // A container can be removed between the two commands: what inspect still found is the answer.
        List<String> arguments = new ArrayList<>(List.of("inspect", "--type", "container"));
        arguments.addAll(ids);
        List<Container> containers = new ArrayList<>();
        for (JsonNode inspected : json(docker(Duration.ofSeconds(60), arguments).stdout())) {
            containers.add(Container.of(inspected));
        }
        containers.sort(Comparator.comparing(Container::service).thenComparing(Container::number));
        return containers;
    }

    /** Removes the project's containers, volumes and networks, whatever their state. */
    public static void removeProject(String project) {
        remove(List.of("rm", "-f", "-v"), lines(docker("ps", "-aq", "--filter", label(project))));
        remove(List.of("network", "rm"), lines(docker("network", "ls", "-q", "--filter", label(project))));
        remove(List.of("volume", "rm", "-f"), lines(docker("volume", "ls", "-q", "--filter", label(project))));
    }

    /** Takes away the local names of images that match, such as {@code 127.0.0.1:5000/&#42;/&#42;:1.5.0}. */
    public static void forgetImages(String reference) {
        remove(
                List.of("rmi", "-f"),
                lines(docker("images", "--format", "{{.Repository}}:{{.Tag}}", "--filter", "reference=" + reference)));
    }

    /** Takes away images that are known by digest alone, under a name such as {@code 127.0.0.1:*&#47;*&#47;*}. */
    public static void forgetDigests(String reference) {
        remove(
                List.of("rmi", "-f"),
                lines(docker(
                                "images",
                                "--digests",
                                "--format",
                                "{{.Repository}} {{.Tag}} {{.Digest}}",
                                "--filter",
                                "reference=" + reference))
                        .stream()
                        .map(line -> line.split(" "))
                        .filter(image -> image[1].equals("<none>") && !image[2].equals("<none>"))
                        .map(image -> image[0] + "@" + image[2])
                        .toList());
    }

    static void remove(List<String> command, List<String> names) {
        if (!names.isEmpty()) {
            docker(
                    Duration.ofMinutes(2),
                    Stream.concat(command.stream(), names.stream()).toList());
        }
    }

    static String label(String project) {
        return "label=com.docker.compose.project=" + project;
    }

    static List<String> lines(String output) {
        return output.lines().filter(line -> !line.isBlank()).distinct().toList();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Docker answered something that is no JSON: " + text, e);
        }
    }
}
