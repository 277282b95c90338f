package com.piprio.api.contract;

import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * The check {@code deprecated-operations-last-call}: when each was called lastly. Beside {@link DeprecationsCheck},
 * because what a check says has one level only.
 */
@Wellness
@Singleton
class LastCallsCheck implements HealthCheck {

    private final Deprecations deprecations;

    LastCallsCheck(Deprecations deprecations) {
        this.deprecations = deprecations;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("deprecated-operations-last-call");
        deprecations.lastCalls().forEach((operation, moment) -> response.withData(operation, moment.toString()));
        return response.up().build();
    }
}
