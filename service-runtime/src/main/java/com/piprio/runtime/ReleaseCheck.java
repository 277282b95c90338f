package com.piprio.runtime;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** The readiness check {@code release}: which service and release this is, and whether the schema fits it. */
@Readiness
@Singleton
class ReleaseCheck implements HealthCheck {

    private final String service;
    private final RunningRelease release;
    private final Instance<Schema> schema;

    ReleaseCheck(
            @ConfigProperty(name = "piprio.service") String service, RunningRelease release, Instance<Schema> schema) {
        this.service = service;
        this.release = release;
        this.schema = schema;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("release")
                .withData("service", service)
                .withData("release", release.version().toString());
        if (schema.isUnsatisfied()) {
            return response.up().build();
        }
        try {
            return judge(response, release, schema.get().state());
        } catch (DatabaseException e) {
            return response.withData("problem", "the database does not answer: " + e.getMessage())
                    .down()
                    .build();
        }
    }

    static HealthCheckResponse judge(HealthCheckResponseBuilder response, RunningRelease release, SchemaState state) {
        if (state.version() != null) {
            response.withData("schema", state.version().toString());
        }
        if (state.oldestRelease() != null) {
            response.withData("oldestRelease", state.oldestRelease().toString());
        }
        if (!state.accepts(release)) {
            response.withData("problem", "the schema accepts releases from " + state.oldestRelease() + " on");
        } else if (!state.serves(release)) {
            response.withData("problem", "waiting for schema " + release.schema());
        }
        return response.status(state.accepts(release) && state.serves(release)).build();
    }
}
