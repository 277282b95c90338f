package com.piprio.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.runtime.StopTime;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the service needs to stop fits into what the Compose file gives it. */
class StopTimeTest {

    @Test
    void theComposeFileWaitsUntilJobsHaveEndedOrAreReleased() throws IOException {
        assertThat(StopTime.neededFor(Worker.GRACE.plus(Worker.RELEASE_TIME))).isLessThan(StopTime.grantedTo("worker"));
    }
}
