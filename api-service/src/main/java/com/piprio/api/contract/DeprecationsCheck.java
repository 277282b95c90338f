package com.piprio.api.contract;

import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * The check {@code deprecated-operations}: how often each was called. It is always up, and no part of readiness: who
 * still uses what will end is no reason to serve nobody.
 */
@Wellness
@Singleton
class DeprecationsCheck implements HealthCheck {

    private final Deprecations deprecations;

    DeprecationsCheck(Deprecations deprecations) {
        this.deprecations = deprecations;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("deprecated-operations")
                .withData("countedSince", deprecations.countedSince().toString());
        deprecations.calls().forEach((operation, calls) -> response.withData(operation, calls));
        return response.up().build();
    }
}
