package com.piprio.scheduler;

import com.piprio.runtime.Activity;
import com.piprio.runtime.Database;
import com.piprio.runtime.DatabaseException;
import com.piprio.runtime.RunningRelease;
import com.piprio.runtime.Schema;
import com.piprio.runtime.SchemaState;
import com.piprio.runtime.StartGuard;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks for due schedules once a second, while the schema fits this release. On SIGTERM the running tick ends. */
@Singleton
class ScheduleTick {

    private static final Logger LOG = Logger.getLogger(ScheduleTick.class);

    /** How long the running tick may go on after SIGTERM. */
    static final Duration STOP = Duration.ofSeconds(20);

    private final StartGuard guard;
    private final Database database;
    private final Activity activity;
    private final RunningRelease release;
    private final Semaphore oneTick = new Semaphore(1);

    ScheduleTick(StartGuard guard, Database database, Activity activity, RunningRelease release) {
        this.guard = guard;
        this.database = database;
        this.activity = activity;
        this.release = release;
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        guard.check();
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void tick() {
        if (!oneTick.tryAcquire()) {
            return;
        }
        try {
            int made = database.transaction(connection -> {
                SchemaState state = Schema.state(connection);
                return state.accepts(release) && state.serves(release)
                        ? DueSchedules.turnIntoJobs(connection, activity)
                        : 0;
            });
            if (made > 0) {
                LOG.infof("%d jobs queued", made);
            }
        } catch (DatabaseException e) {
            LOG.warnf("tick missed: %s", e.getMessage());
        } finally {
            oneTick.release();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        // Never given back: no tick begins any more.
        if (!oneTick.tryAcquire(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("the running tick did not end; the database rolls it back");
        }
    }
}
