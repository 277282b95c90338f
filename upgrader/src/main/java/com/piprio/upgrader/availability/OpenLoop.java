package com.piprio.upgrader.availability;

import com.piprio.upgrader.report.StepTimes;
import com.piprio.upgrader.report.Texts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Sends a request whenever one is due, whether or not earlier ones were answered, in daemon threads of its own. Nothing
 * that happens here reaches the run: what goes wrong becomes a problem in the result.
 */
final class OpenLoop implements AvailabilityMeter.Measurement {
    /** Later than this the probe itself was held up, by a suspended machine say; catching up would be a flood. */
    private static final Duration TOO_LATE = Duration.ofSeconds(1);

    /** An outage of hours must not fill the disk with its log. */
    private static final int LOG_LINES = 1000;

    private final Pace pace;
    private final Client client;
    private final Tally tally;
    private final Consumer<String> log;
    private final Instant start;
    private final long startNanos = System.nanoTime();
    private final AtomicInteger logged = new AtomicInteger();
    private final ThreadPoolExecutor requests;
    private final Thread pacer;
    private volatile boolean ended;

    /**
     * How often and how long.
     *
     * @param interval between two requests
     * @param patience the most that a request may take
     * @param grace how long the end waits for requests under way
     */
    record Pace(Duration interval, Duration patience, Duration grace) {
        static final Pace DEFAULT = new Pace(Duration.ofMillis(100), Duration.ofSeconds(45), Duration.ofSeconds(3));

        /** With all requests waiting until their patience ends there are this many, and some more. */
        private int mostUnderWay() {
            return (int) patience.dividedBy(interval) + 64;
        }
    }

    /** @param log takes a line for each request that failed or was slow; what it throws is ignored */
    OpenLoop(Pace pace, Clock clock, Client client, StepTimes steps, Consumer<String> log) {
        this.pace = pace;
        this.client = client;
        this.log = log;
        this.start = clock.instant();
        this.tally = new Tally(steps, start);
        this.requests = new ThreadPoolExecutor(
                0, pace.mostUnderWay(), 10, TimeUnit.SECONDS, new SynchronousQueue<>(), OpenLoop::daemon);
        this.pacer = daemon(this::send);
    }

    void begin() {
        pacer.start();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "availability");
        thread.setDaemon(true);
        return thread;
    }

    private void send() {
        long number = 0;
        while (!ended) {
            long due = startNanos + number * pace.interval().toNanos();
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(this, wait);
            } else if (-wait > TOO_LATE.toNanos()) {
                number += -wait / pace.interval().toNanos();
                tally.blind(
                        at(System.nanoTime()),
                        "the probe itself was held up for " + Texts.seconds(Duration.ofNanos(-wait)));
            } else {
                submit(number, due);
                number++;
            }
        }
    }

    private void submit(long number, long due) {
        tally.sent(number, at(due));
        try {
            requests.execute(() -> request(number, due));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            tally.notSent(number, "the probe found no thread for some of its requests");
        }
    }

    private void request(long number, long due) {
        Sample.Request request = Sample.Request.of(number);
        try {
            Sample.Answer answer = client.ask(request, due);
            Sample sample = new Sample(request, at(due), Duration.ofNanos(System.nanoTime() - due), answer);
            tally.ended(number, sample);
            logIfNoticeable(sample);
        } catch (RuntimeException e) {
            tally.notSent(number, "the probe itself failed: " + e);
        }
    }

    private Instant at(long nanos) {
        return start.plusNanos(nanos - startNanos);
    }

    private void logIfNoticeable(Sample sample) {
        boolean answered = sample.answer().kind() == Sample.Answer.Kind.OK;
        if (answered && sample.latency().compareTo(Availability.SLOW) <= 0) {
            return;
        }
        int line = logged.incrementAndGet();
        if (line <= LOG_LINES) {
            log("availability: " + (answered ? "slow, " : "") + sample.answer().detail() + " after "
                    + Texts.seconds(sample.latency()) + ", " + sample.request().inWords() + " due " + sample.due()
                    + " in " + tally.stepAt(sample.due()));
        } else if (line == LOG_LINES + 1) {
            log("availability: more requests failed or were slow; from here on they are counted only");
        }
    }

    private void log(String line) {
        try {
            log.accept(line);
        } catch (RuntimeException e) {
            // A full disk is for the run to notice and to tell.
        }
    }

    @Override
    public synchronized Availability end() {
        if (!ended) {
            ended = true;
            LockSupport.unpark(pacer);
            awaitEndOfRequests();
            requests.shutdown();
            client.close();
        }
        return tally.end(at(System.nanoTime()));
    }

    private void awaitEndOfRequests() {
        long deadline = System.nanoTime() + pace.grace().toNanos();
        while ((pacer.isAlive() || tally.underWay() > 0) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
