package com.piprio.runtime;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.yaml.snakeyaml.Yaml;

/** What a service needs to stop, and what it is given; for the test of a service, run in the folder of its module. */
public final class StopTime {

    /** What Docker, the init and the Java runtime need besides. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private StopTime() {}

    /** Until a container is gone whose service needs this long to end what it does. */
    public static Duration neededFor(Duration ending) {
        return ending.plus(MARGIN);
    }

    /** How long the service's own Quarkus waits for requests in flight. */
    public static Duration ofRequestsInFlight() throws IOException {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            properties.load(file);
        }
        return Duration.parse("PT" + properties.getProperty("quarkus.shutdown.timeout"));
    }

    /** After which the Compose file has the service killed. */
    public static Duration grantedTo(String service) throws IOException {
        try (Reader file = Files.newBufferedReader(Path.of("../docker-compose.onprem.yml"))) {
            Map<String, Map<String, Map<String, Object>>> compose = new Yaml().load(file);
            return Duration.parse("PT" + compose.get("services").get(service).get("stop_grace_period"));
        }
    }
}
