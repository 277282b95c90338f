package com.piprio.api.start;

import com.piprio.runtime.Schema;
import com.piprio.runtime.StartRefusedException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jboss.logging.Logger;

/**
 * Applies what is new, each migration in a transaction of its own. Two APIs may start at once: Flyway's lock lets one
 * apply and the other find everything applied.
 */
@Singleton
class Migrations {

    /** The process ends with this code when a migration failed. */
    static final int FAILED = 4;

    private static final Logger LOG = Logger.getLogger(Migrations.class);
    private static final int ATTEMPTS = 5;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Flyway flyway;
    private final Schema schema;

    Migrations(Flyway flyway, Schema schema) {
        this.flyway = flyway;
        this.schema = schema;
    }

    /**
     * Applies the pending migrations and reports them.
     *
     * @throws StartRefusedException ends the process with code {@value #FAILED} and one line
     *     when a migration fails; it was rolled back, earlier ones stay applied
     */
    void run() {
        int applied = migrate();
        long skipped = Arrays.stream(flyway.info().applied())
                        .map(MigrationInfo::getState)
                        .filter(state -> state.isResolved())
                        .count()
                - applied;
        LOG.infof(
                "migrations: %d applied, %d skipped, schema %s",
                applied, skipped, schema.state().version());
    }

    private int migrate() {
        int applied = 0;
        for (int attempt = 1; ; attempt++) {
            try {
                return applied + flyway.migrate().migrationsExecuted;
            } catch (FlywayException e) {
                MigrationFailure failure = MigrationFailure.of(e);
                if (!failure.lockedOut() || attempt == ATTEMPTS) {
                    throw new StartRefusedException(failure.line(), FAILED);
                }
                applied += failure.applied();
                LOG.warnf("%s; trying again, %d of %d", failure.line(), attempt + 1, ATTEMPTS);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefusedException("migrations interrupted", FAILED);
        }
    }
}
