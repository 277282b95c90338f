package com.piprio.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.api.store.Job;
import com.piprio.api.store.JobStatus;
import com.piprio.api.store.JobType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobEndsTest {

    private static final UUID JOB = UUID.randomUUID();

    private final Map<UUID, Job> jobs = new HashMap<>(Map.of(JOB, job(JobStatus.RUNNING)));
    private long nanos = Long.MAX_VALUE - 5;
    private boolean stopping;
    private @Nullable RuntimeException trouble;
    private int looks;
    private final JobEnds ends = new JobEnds(this::all, () -> nanos, () -> stopping);

    private List<Job> all(Collection<UUID> ids) {
        looks++;
        if (trouble != null) {
            throw trouble;
        }
        return ids.stream().map(jobs::get).filter(Objects::nonNull).toList();
    }

    private CompletableFuture<Job> waitFor(UUID id) {
        return ends.await(id, Duration.ofSeconds(10)).toCompletableFuture();
    }

    private void pass(long seconds) {
        nanos += Duration.ofSeconds(seconds).toNanos();
        ends.look();
    }

    @Test
    void answersWhenTheJobHasEnded() {
        CompletableFuture<Job> answer = waitFor(JOB);
        pass(1);
        assertThat(answer).isNotDone();

        jobs.put(JOB, job(JobStatus.FAILED));
        pass(1);
        assertThat(answer).isCompletedWithValue(jobs.get(JOB));
    }

    @Test
    void answersWithThePresentStateWhenTheTimeIsOver() {
        CompletableFuture<Job> answer = waitFor(JOB);
        pass(9);
        assertThat(answer).isNotDone();

        pass(1);
        assertThat(answer.join().status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void answersAtOnceWhenTheServiceStops() {
        CompletableFuture<Job> answer = waitFor(JOB);
        stopping = true;
        pass(0);
        assertThat(answer.join().status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void looksOnceForAllAndNotAtAllForNone() {
        pass(1);
        assertThat(looks).isZero();

        CompletableFuture<Job> first = waitFor(JOB);
        CompletableFuture<Job> second = waitFor(JOB);
        jobs.put(JOB, job(JobStatus.DONE));
        pass(1);
        pass(1);
        assertThat(looks).isOne();
        assertThat(first).isDone();
        assertThat(second).isDone();
    }

    @Test
    void outlivesADatabaseThatIsAwayForAMoment() {
        CompletableFuture<Job> answer = waitFor(JOB);
        trouble = new IllegalStateException("the database does not answer");
        pass(1);
        assertThat(answer).isNotDone();

        trouble = null;
        jobs.put(JOB, job(JobStatus.DONE));
        pass(1);
        assertThat(answer.join().status()).isEqualTo(JobStatus.DONE);
    }

    @Test
    void passesOnTheTroubleWhenTheTimeIsOver() {
        CompletableFuture<Job> answer = waitFor(JOB);
        trouble = new IllegalStateException("the database does not answer");
        pass(10);
        assertThat(answer).isCompletedExceptionally();
    }

    @Test
    void saysThatThereIsNoSuchJob() {
        CompletableFuture<Job> answer = waitFor(UUID.randomUUID());
        pass(1);
        assertThat(answer).isCompletedExceptionally();
    }

    private static Job job(JobStatus status) {
        return new Job(JOB, JobType.EXPORT, status, null, null, 0, null, null, null, null, Instant.EPOCH, null, null);
    }
}
