package com.piprio.api.web;

import com.piprio.api.store.Job;
import com.piprio.api.store.Jobs;
import io.quarkus.runtime.ApplicationLifecycleManager;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Requests that wait for the end of a job. One look at the database a few times a second serves them all, however many
 * they are: a waiting request holds neither a thread nor a connection. When the service stops, each is answered at once.
 */
@Singleton
class JobEnds {

    private static final Duration PERIOD = Duration.ofMillis(200);

    private final Function<Collection<UUID>, List<Job>> jobs;
    private final LongSupplier nanos;
    private final BooleanSupplier stopping;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "job-ends"));

    @Inject
    JobEnds(Jobs jobs) {
        this(jobs::all, System::nanoTime, ApplicationLifecycleManager::isVmShuttingDown);
    }

    JobEnds(Function<Collection<UUID>, List<Job>> jobs, LongSupplier nanos, BooleanSupplier stopping) {
        this.jobs = jobs;
        this.nanos = nanos;
        this.stopping = stopping;
    }

    @PostConstruct
    void start() {
        timer.scheduleWithFixedDelay(this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }

    /**
     * Waits for the end of a job without a thread.
     *
     * @param atMost after which time the job is handed out as it is then
     */
    CompletionStage<Job> await(UUID job, Duration atMost) {
        Waiting request = new Waiting(job, nanos.getAsLong() + atMost.toNanos(), new CompletableFuture<>());
        waiting.add(request);
        return request.answer();
    }

    /** Answers every request whose job has ended, whose time is over, or that stands in the way of a stop. */
    void look() {
        List<Waiting> present = List.copyOf(waiting);
        if (present.isEmpty()) {
            return;
        }
        boolean atOnce = stopping.getAsBoolean();
        long now = nanos.getAsLong();
        try {
            Map<UUID, Job> found = jobs
                    .apply(present.stream().map(Waiting::job).distinct().toList())
                    .stream()
                    .collect(Collectors.toMap(Job::id, Function.identity()));
            for (Waiting request : present) {
                Job job = found.get(request.job());
                if (job == null) {
                    refuse(request, ProblemException.notFound("job", request.job()));
                } else if (job.status().isEnd() || atOnce || request.isOver(now)) {
                    waiting.remove(request);
                    request.answer().complete(job);
                }
            }
        } catch (RuntimeException e) {
            // Thrown out of here it would end all later looks. The database may be back before the others' time is
            // over.
            present.stream().filter(request -> atOnce || request.isOver(now)).forEach(request -> refuse(request, e));
        }
    }

    private void refuse(Waiting request, RuntimeException problem) {
        waiting.remove(request);
        request.answer().completeExceptionally(problem);
    }

    private record Waiting(UUID job, long deadline, CompletableFuture<Job> answer) {

        boolean isOver(long now) {
            return now - deadline >= 0;
        }
    }
}
