package com.piprio.upgrader.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.upgrader.Repository;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The upgrader waits for a graceful end as long as Compose does: neither kills what the other would let finish. */
class StopTimeTest {

    @Test
    void everyJavaServiceHasTheGracePeriodThatTheUpgraderGrants() throws IOException {
        List<String> service = Repository.read("docker-compose.onprem.yml")
                .lines()
                .dropWhile(line -> !line.startsWith("x-service:"))
                .takeWhile(line -> !line.isBlank())
                .toList();

        assertThat(service).contains("  stop_grace_period: " + Platform.STOP_GRACE.toSeconds() + "s");
    }
}
