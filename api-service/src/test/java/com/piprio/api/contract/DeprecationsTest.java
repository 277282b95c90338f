package com.piprio.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class DeprecationsTest {

    private static final String DEPRECATED = "GET /api/v1/exports";

    private final Deprecations deprecations =
            new Deprecations(ReleaseContractTest.of(Path.of("..", "releases", "1.5.0")));

    @Test
    void callsOfDeprecatedOperationsAreCounted() {
        assertThat(deprecations.calls()).isEqualTo(Map.of(DEPRECATED, 0L));

        assertThat(deprecations.called(DEPRECATED)).isPresent();
        assertThat(deprecations.called(DEPRECATED)).isPresent();

        assertThat(deprecations.calls()).isEqualTo(Map.of(DEPRECATED, 2L));
    }

    @Test
    void othersAreNot() {
        assertThat(deprecations.called("GET /api/v2/exports")).isEmpty();
        assertThat(deprecations.called("POST /api/v1/exports")).isEmpty();

        assertThat(deprecations.calls()).isEqualTo(Map.of(DEPRECATED, 0L));
        assertThat(deprecations.lastCalls()).isEmpty();
    }

    @Test
    void theLastCallIsKnown() {
        Instant before = Instant.now();
        deprecations.called(DEPRECATED);

        Instant last = deprecations.lastCalls().get(DEPRECATED);

        assertThat(last).isBetween(before, Instant.now());
        assertThat(new LastCallsCheck(deprecations).call().getData()).hasValue(Map.of(DEPRECATED, last.toString()));
        assertThat(new LastCallsCheck(deprecations).call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void theCheckSaysHowOftenAndIsUp() {
        deprecations.called(DEPRECATED);

        HealthCheckResponse answer = new DeprecationsCheck(deprecations).call();

        assertThat(answer.getName()).isEqualTo("deprecated-operations");
        assertThat(answer.getStatus()).isEqualTo(Status.UP);
        assertThat(answer.getData())
                .hasValue(Map.of("countedSince", deprecations.countedSince().toString(), DEPRECATED, 1L));
    }
}
