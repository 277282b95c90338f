package com.piprio.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What the service needs to stop fits into what the Compose file gives it. */
class StopTimeTest {

    /** What Docker, the init and the Java runtime need besides. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    @Test
    void theComposeFileWaitsUntilJobsHaveEndedOrAreReleased() throws IOException {
        assertThat(Worker.GRACE.plus(Worker.RELEASE_TIME).plus(MARGIN)).isLessThan(stopGracePeriod());
    }

    private static Duration stopGracePeriod() throws IOException {
        try (Reader file = Files.newBufferedReader(Path.of("../docker-compose.onprem.yml"))) {
            Map<String, Map<String, Map<String, Object>>> compose = new Yaml().load(file);
            return Duration.parse("PT" + compose.get("services").get("worker").get("stop_grace_period"));
        }
    }
}
