package com.piprio.e2e.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.traffic.Profile;
import com.piprio.e2e.traffic.Traffic;
import com.piprio.e2e.traffic.TrafficReport;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The check that no request fails can fail: a build of the upgrader that stops the old API without waiting for its
 * requests breaks them off. The API that it stops has no graceful stop of its own, which would hide the mistake.
 */
@Scenario
class DrainRemovedIT {

    private static final String WITHOUT_DRAIN = """
            package com.piprio.upgrader.run;

            final class Drain {
                static boolean await(
                        Run run, String service, java.time.Duration limit, java.util.function.IntSupplier inFlight) {
                    inFlight.getAsInt();
                    return true;
                }
            }
            """;

    /**
     * The questions are what breaks: always some that wait for their answer. A download does not, it fits into buffers on
     * the way.
     */
    private static final Profile LOAD = Profile.ofApi(20, Duration.ofMinutes(4));

    private final Platform platform;
    private Installation installation;

    DrainRemovedIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void installAnApiThatBreaksOff() throws IOException {
        installation = platform.installWithData("1.3.0");
        Path compose = installation.directory().resolve("docker-compose.onprem.yml");
        String token = "      PIPRIO_API_TOKEN: ${PIPRIO_API_TOKEN:?}\n";
        assertThat(compose).content().contains(token);
        Files.writeString(
                compose, Files.readString(compose).replace(token, token + "      QUARKUS_SHUTDOWN_TIMEOUT: \"0\"\n"));
        // The load has long jobs, which workers drain one after the other.
        installation.env().set("PIPRIO_WORKER_REPLICAS", "1");
        installation.compose().up().expectExit(0);
        installation.compose().awaitHealthy();
    }

    private TrafficReport upgradeUnderLoad() {
        Traffic traffic = platform.traffic(installation, LOAD).awaitGood(40);
        installation
                .upgrade("1.4.0", "--settle", "1s", "--worker-pause", "0s")
                .expectExit(0)
                .expectOutput("side-by-side");
        TrafficReport report = traffic.awaitGood(traffic.report().total() + 20).stop();
        RunningReleases.expect(installation, "1.4.0");
        return report;
    }

    @Test
    @Order(1)
    void withTheDrainNothingFails() {
        upgradeUnderLoad().expectNoFailure(100);

        installation.rollback().expectExit(4);
    }

    @Test
    @Order(2)
    void withoutItTheCheckTurnsRed(@TempDir Path classes) throws IOException {
        Path jar = installation.directory().resolve("lib/upgrader.jar");
        replaceInJar(jar, compiled(jar, classes), "com/piprio/upgrader/run/Drain.class");

        TrafficReport report = upgradeUnderLoad();

        assertThatThrownBy(() -> report.expectNoFailure(100))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("expected no failed request");
    }

    private static Path compiled(Path jar, Path classes) throws IOException {
        Path source = Files.writeString(classes.resolve("Drain.java"), WITHOUT_DRAIN);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "--release",
                        "17",
                        "-cp",
                        jar.toString(),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(result).as("the class without a drain compiles").isZero();
        return classes.resolve("com/piprio/upgrader/run/Drain.class");
    }

    private static void replaceInJar(Path jar, Path file, String entry) throws IOException {
        try (FileSystem archive = FileSystems.newFileSystem(jar)) {
            assertThat(archive.getPath(entry)).exists();
            Files.copy(file, archive.getPath(entry), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
