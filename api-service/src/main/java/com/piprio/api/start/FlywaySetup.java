package com.piprio.api.start;

import com.piprio.runtime.RunningRelease;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** What only the running process can tell Flyway: where the migrations of its release lie. */
@Singleton
class FlywaySetup implements FlywayConfigurationCustomizer {

    private static final int LOCK_RETRIES_ONE_PER_SECOND = 300;

    private final RunningRelease release;

    FlywaySetup(RunningRelease release) {
        this.release = release;
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration
                // Session lock: CREATE INDEX CONCURRENTLY would wait for a transactional one for ever.
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                // Quarkus has looked through the class path at build time; there is nothing there.
                .resourceProvider(null)
                .javaMigrationClassProvider(null)
                .locations("filesystem:" + release.migrations())
                .failOnMissingLocations(true)
                .lockRetryCount(LOCK_RETRIES_ONE_PER_SECOND)
                .callbacks(new MigrationWatch());
    }
}
