package com.piprio.e2e.docker;

import com.piprio.e2e.process.CommandLine;
import com.piprio.e2e.process.Processes;
import com.piprio.e2e.process.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** An installation's Compose project, driven as an operator does by hand in the installation's folder. */
public final class Compose {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    public static final String FILE = "docker-compose.onprem.yml";

    private final Path directory;
    private final String project;

    public Compose(Path directory, String project) {
        this.directory = directory;
        this.project = project;
    }

    /** {@code docker compose -f docker-compose.onprem.yml} with these arguments. */
    public Run run(String... arguments) {
        CommandLine command = CommandLine.of("docker", "compose", "-f", FILE, "-p", project)
                .with(List.of(arguments))
                .in(directory)
                .within(LIMIT);
        return Processes.run(command);
    }

    /** What an operator types; the project's name comes from {@code .env}. */
    public Run up() {
        return Processes.run(CommandLine.of("docker", "compose", "-f", FILE, "up", "-d")
                .in(directory)
                .within(LIMIT));
    }

    public void stop(String service) {
        run("stop", service).expectExit(0);
    }

    public void start(String service) {
        run("start", service).expectExit(0);
    }

    public void restart(String service) {
        run("restart", service).expectExit(0);
    }

    public List<Container> containers() {
        return Engine.containers(project);
    }

    public List<Container> containers(String service) {
        return containers().stream()
                .filter(container -> container.service().equals(service))
                .toList();
    }

    /** The only container of the service. */
    public Container container(String service) {
        List<Container> found = containers(service);
        if (found.size() != 1) {
            throw new AssertionError("expected one container of service " + service + ", found " + found);
        }
        return found.get(0);
    }

    public String logs(String service) {
        Run logs = run("logs", "--no-color", "--timestamps", service);
        return logs.output();
    }

    /** Waits until every container runs and is healthy. */
    public void awaitHealthy() {
        Awaitility.await("all containers of " + project + " are healthy")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> containers().stream()
                        .allMatch(c -> c.running() && !c.health().matches("starting|unhealthy")));
    }
}
