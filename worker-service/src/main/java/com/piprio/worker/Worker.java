package com.piprio.worker;

import com.piprio.runtime.DatabaseException;
import com.piprio.runtime.ObjectStoreException;
import com.piprio.runtime.StartGuard;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Claims and does jobs, two at a time. On SIGTERM it claims no more and lets running jobs end; those that do not end in
 * time are interrupted and given back.
 */
@Singleton
class Worker {

    private static final Logger LOG = Logger.getLogger(Worker.class);
    private static final int LANES = 2;
    private static final int MOST_ATTEMPTS = 20;
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration TROUBLE = Duration.ofSeconds(2);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    /** How long running jobs may go on after SIGTERM. */
    static final Duration GRACE = Duration.ofSeconds(30);

    /** How long giving back those that did not end may take. */
    static final Duration RELEASE_TIME = Duration.ofSeconds(5);

    private final StartGuard guard;
    private final JobTable jobs;
    private final JobWork work;
    private final ExecutorService lanes = Executors.newFixedThreadPool(LANES);
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Map<UUID, ClaimedJob> running = new ConcurrentHashMap<>();

    Worker(StartGuard guard, JobTable jobs, JobWork work) {
        this.guard = guard;
        this.jobs = jobs;
        this.work = work;
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        guard.check();
        for (int lane = 0; lane < LANES; lane++) {
            lanes.execute(this::claimUntilStopped);
        }
        heart.scheduleWithFixedDelay(
                this::renewLeases, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        lanes.shutdown();
        if (!running.isEmpty()) {
            LOG.infof("stopping: %d running jobs have %d s to end", running.size(), GRACE.toSeconds());
        }
        if (!lanes.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
            lanes.shutdownNow();
            if (!lanes.awaitTermination(RELEASE_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("jobs could not be released; others will claim them when their leases end");
            }
        }
        heart.shutdownNow();
    }

    private void claimUntilStopped() {
        try {
            Duration pause = Duration.ZERO;
            while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = claimAndRun();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does one job, if there is one, and returns how long to wait before the next claim. */
    private Duration claimAndRun() throws InterruptedException {
        if (ApplicationLifecycleManager.isVmShuttingDown()) {
            // SIGTERM came while the service was starting: stop() is only called when it has started.
            return IDLE;
        }
        try {
            Optional<ClaimedJob> job = jobs.claim(UUID.randomUUID().toString());
            return job.isPresent() ? run(job.get()) : IDLE;
        } catch (DatabaseException e) {
            LOG.warnf("cannot claim: %s", e.getMessage());
            return TROUBLE;
        } catch (RuntimeException e) {
            // A lane must outlive whatever one job did to it.
            LOG.error("a job ended in a way nobody foresaw", e);
            return TROUBLE;
        }
    }

    private Duration run(ClaimedJob job) throws InterruptedException {
        running.put(job.id(), job);
        try {
            work.run(job);
            LOG.infof("job %s (%s): done", job.id(), job.type());
            return Duration.ZERO;
        } catch (JobRefusedException e) {
            LOG.warnf("job %s (%s) failed: %s", job.id(), job.type(), e.getMessage());
            jobs.fail(job, String.valueOf(e.getMessage()));
            return Duration.ZERO;
        } catch (ClaimLostException | DatabaseException | ObjectStoreException e) {
            return giveBack(job, e);
        } catch (InterruptedException e) {
            // The interrupt would also end the statement that gives the job back; the lane ends right after it.
            LOG.infof("job %s (%s): released, this worker stops", job.id(), job.type());
            jobs.release(job);
            throw e;
        } finally {
            running.remove(job.id());
        }
    }

    private Duration giveBack(ClaimedJob job, RuntimeException reason) {
        // A stop interrupts lanes; the flag would end the statement below before it reaches the database.
        boolean interrupted = Thread.interrupted();
        try {
            return giveBackNow(job, reason);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Duration giveBackNow(ClaimedJob job, RuntimeException reason) {
        Integer attempts = job.attempts();
        if (attempts != null && attempts >= MOST_ATTEMPTS) {
            LOG.errorf("job %s (%s) failed after %d attempts: %s", job.id(), job.type(), attempts, reason.getMessage());
            jobs.fail(job, "given up after " + attempts + " attempts");
        } else {
            LOG.warnf("job %s (%s): released, %s", job.id(), job.type(), reason.getMessage());
            jobs.release(job);
        }
        return TROUBLE;
    }

    private void renewLeases() {
        for (ClaimedJob job : running.values()) {
            try {
                if (!jobs.renew(job) && running.containsKey(job.id())) {
                    LOG.warnf("job %s (%s): the lease was lost", job.id(), job.type());
                }
            } catch (RuntimeException e) {
                // Thrown out of here it would end all later heartbeats.
                LOG.warnf("cannot renew the lease of job %s: %s", job.id(), e.getMessage());
            }
        }
    }
}
