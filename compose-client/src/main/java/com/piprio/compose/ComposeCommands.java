package com.piprio.compose;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The docker compose command lines of one project; they work from Compose 2.26 on.
 *
 * <p>None says {@code -y}, which would also consent to making volumes anew, and none has an input, so that a question
 * is answered by its default, which is no.
 */
final class ComposeCommands {
    private final Path directory;
    private final List<String> prefix;

    ComposeCommands(Path directory, Path composeFile, String projectName) {
        this.directory = directory;
        this.prefix = List.of(
                "docker",
                "compose",
                "-p",
                projectName,
                "--project-directory",
                directory.toString(),
                "-f",
                composeFile.toString());
    }

    Command up(UpOptions options, List<String> services, Duration limit) {
        List<String> argv =
                new ArrayList<>(List.of("up", "--detach", "--pull", "never", "--no-build", "--remove-orphans=false"));
        if (options.noDeps()) {
            argv.add("--no-deps");
        }
        if (options.forceRecreate()) {
            argv.add("--force-recreate");
        }
        if (options.noRecreate()) {
            argv.add("--no-recreate");
        }
        Duration grace = options.grace();
        if (grace != null) {
            argv.addAll(List.of("-t", Long.toString(grace.toSeconds())));
        }
        new TreeMap<>(options.scale())
                .forEach((service, count) -> argv.addAll(List.of("--scale", service + "=" + count)));
        argv.addAll(services);
        return command(limit, argv).withEnvironment(options.environment());
    }

    Command create(String service, int containers, Duration limit) {
        return command(
                limit,
                List.of(
                        "create",
                        "--pull",
                        "never",
                        "--no-build",
                        "--no-recreate",
                        "--scale",
                        service + "=" + containers,
                        service));
    }

    Command serviceNames() {
        return command(DockerCommands.QUICK, List.of("config", "--services"));
    }

    Command config() {
        return command(DockerCommands.QUICK, List.of("config", "--format", "json"));
    }

    private static List<String> with(List<String> verb, List<String> services) {
        List<String> argv = new ArrayList<>(verb);
        argv.addAll(services);
        return argv;
    }

    private Command command(Duration limit, List<String> arguments) {
        return Command.of(limit, with(prefix, arguments)).in(directory);
    }
}
