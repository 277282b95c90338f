package com.piprio.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.runtime.StopTime;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the service needs to stop fits into what the Compose file gives it. */
class StopTimeTest {

    @Test
    void theComposeFileWaitsUntilRequestsInFlightHaveEnded() throws IOException {
        assertThat(StopTime.neededFor(StopTime.ofRequestsInFlight())).isLessThan(StopTime.grantedTo("api"));
    }
}
