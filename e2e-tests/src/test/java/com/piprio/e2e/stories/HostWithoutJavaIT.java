package com.piprio.e2e.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.CommandLine;
import com.piprio.e2e.process.Processes;
import com.piprio.e2e.process.Run;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A host with Docker and without Java: the operator's scripts run the upgrader's image, and nobody sees a difference. */
@Scenario
class HostWithoutJavaIT {

    /** All that the scripts may need on a host; Java is not among them. */
    private static final List<String> TOOLS =
            List.of("bash", "cat", "dirname", "docker", "head", "id", "readlink", "sed", "stat", "tail");

    private final Platform platform;
    private Installation installation;
    private Path tools;

    HostWithoutJavaIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void start() throws IOException {
        installation = platform.shared("1.4.0");
        tools = Files.createDirectory(installation.directory().resolveSibling("tools"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(tools.resolve(tool), find(tool));
        }
    }

    @Test
    void showsWhatRuns() {
        withoutJava("status").expectExit(0).expectOutput(" healthy").expectOutput("release 1.4.0");
    }

    @Test
    void makesABundleThatBelongsToTheCaller() throws IOException {
        withoutJava("backup").expectExit(0);

        Path bundle = installation.newestBundle();
        assertThat(Files.getOwner(bundle)).isEqualTo(Files.getOwner(installation.directory()));
        installation.script("verify-backup", bundle.getFileName().toString()).expectExit(0);
    }

    @Test
    void passesRefusalsOn() {
        withoutJava("upgrade", "1.3.0").expectRefusal("UPG-303");
        withoutJava("upgrade", "--no-such-option").expectExit(2);
    }

    private Run withoutJava(String script, String... arguments) {
        return installation.record(Processes.run(CommandLine.of(installation
                        .directory()
                        .resolve("scripts/" + script + ".sh")
                        .toString())
                .with(List.of(arguments))
                .in(installation.directory())
                .with(Map.of("PATH", tools.toString(), "JAVA_HOME", ""))
                .within(Duration.ofMinutes(2))));
    }

    private static Path find(String tool) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(tool + " is not in PATH"));
    }
}
