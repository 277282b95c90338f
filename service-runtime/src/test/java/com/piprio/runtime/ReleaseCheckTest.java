package com.piprio.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class ReleaseCheckTest {

    private static final RunningRelease RELEASE_1_4 =
            new RunningRelease(Version.of("1.4.0"), Version.of("1.4.0.4"), Path.of("unused"));

    @Test
    void isUpOnTheSchemaOfItsRelease() {
        HealthCheckResponse response = judge(new SchemaState(Version.of("1.4.0.4"), Version.of("1.3.0")));

        assertThat(response.getStatus()).isEqualTo(Status.UP);
        assertThat(response.getData().orElseThrow())
                .containsEntry("schema", "1.4.0.4")
                .containsEntry("oldestRelease", "1.3.0")
                .doesNotContainKey("problem");
    }

    @Test
    void isDownWhileTheSchemaIsOlder() {
        HealthCheckResponse response = judge(new SchemaState(Version.of("1.3.0.4"), Version.of("1.3.0")));

        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(response.getData().orElseThrow()).containsEntry("problem", "waiting for schema 1.4.0.4");
    }

    @Test
    void isDownWhenTheSchemaNoLongerAcceptsTheRelease() {
        HealthCheckResponse response = judge(new SchemaState(Version.of("1.5.0.4"), Version.of("1.5.0")));

        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(response.getData().orElseThrow())
                .containsEntry("problem", "the schema accepts releases from 1.5.0 on");
    }

    @Test
    void isDownOnAnEmptyDatabase() {
        assertThat(judge(SchemaState.EMPTY).getStatus()).isEqualTo(Status.DOWN);
    }

    private static HealthCheckResponse judge(SchemaState state) {
        return ReleaseCheck.judge(HealthCheckResponse.named("release"), RELEASE_1_4, state);
    }
}
