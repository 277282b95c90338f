package com.piprio.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What the service needs to stop fits into what the Compose file gives it. */
class StopTimeTest {

    /** What Docker, the init and the Java runtime need besides. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    @Test
    void theComposeFileWaitsUntilRequestsInFlightHaveEnded() throws IOException {
        assertThat(shutdownTimeout().plus(MARGIN)).isLessThan(stopGracePeriod());
    }

    private static Duration shutdownTimeout() throws IOException {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            properties.load(file);
        }
        return Duration.parse("PT" + properties.getProperty("quarkus.shutdown.timeout"));
    }

    private static Duration stopGracePeriod() throws IOException {
        try (Reader file = Files.newBufferedReader(Path.of("../docker-compose.onprem.yml"))) {
            Map<String, Map<String, Map<String, Object>>> compose = new Yaml().load(file);
            return Duration.parse("PT" + compose.get("services").get("search").get("stop_grace_period"));
        }
    }
}
