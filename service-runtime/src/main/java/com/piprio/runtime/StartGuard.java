package com.piprio.runtime;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ApplicationLifecycleManager;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Decides at start whether this release may run on the schema it finds. */
@Singleton
@IfBuildProperty(name = "quarkus.datasource.db-kind", stringValue = "postgresql")
public class StartGuard {

    /** The process ends with this code when the schema is too new for its release. */
    public static final int REFUSED = 3;

    private static final Logger LOG = Logger.getLogger(StartGuard.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final RunningRelease release;
    private final Schema schema;
    private final Duration patience;

    StartGuard(
            RunningRelease release,
            Schema schema,
            @ConfigProperty(name = "piprio.database.patience", defaultValue = "60s") Duration patience) {
        this.release = release;
        this.schema = schema;
        this.patience = patience;
    }

    /**
     * Waits for the database and returns when this release may run on its schema.
     *
     * @throws StartRefusedException ends the process with one line and no stack trace: code
     *     {@value #REFUSED} when the schema accepts only newer releases, 1 when the database never answered
     */
    public void check() {
        awaitSchema().refusal(release).ifPresent(line -> {
            throw new StartRefusedException(line, REFUSED);
        });
    }

    private SchemaState awaitSchema() {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean told = false;
        while (true) {
            try {
                return schema.state();
            } catch (DatabaseException e) {
                if (System.nanoTime() >= deadline || ApplicationLifecycleManager.isVmShuttingDown()) {
                    throw new StartRefusedException(
                            "giving up: the database did not answer within " + patience.toSeconds() + " s: "
                                    + e.getMessage(),
                            1);
                }
                if (!told) {
                    LOG.warnf("waiting for the database, at most %d s: %s", patience.toSeconds(), e.getMessage());
                    told = true;
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefusedException("giving up: interrupted while waiting for the database", 1);
        }
    }
}
