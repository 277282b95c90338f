package com.piprio.upgrader.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Says that a step still works when it has said nothing for two seconds: stopping a container or copying a database may
 * block for long. Events and heartbeats reach the report behind it one at a time.
 */
public final class Heartbeat implements Report, AutoCloseable {
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final Report report;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "heartbeat");
        thread.setDaemon(true);
        return thread;
    });
    private Instant lastEvent;
    private Instant stepStart;
    private String doing = "working";
    private boolean inStep;

    public Heartbeat(Report report, Clock clock) {
        this.report = report;
        this.clock = clock;
        this.lastEvent = clock.instant();
        this.stepStart = lastEvent;
        timer.scheduleAtFixedRate(this::beat, 1, 1, TimeUnit.SECONDS);
    }

    private synchronized void beat() {
        Instant now = clock.instant();
        if (inStep && Duration.between(lastEvent, now).compareTo(SILENCE) >= 0) {
            report.waiting(doing, Duration.between(stepStart, now));
        }
    }

    /** Keeps silent while somebody types; the next event ends it. */
    public synchronized void hush() {
        inStep = false;
    }

    private void event() {
        lastEvent = clock.instant();
        inStep = true;
    }

    @Override
    public synchronized void line(String text) {
        lastEvent = clock.instant();
        report.line(text);
    }

    @Override
    public synchronized void stepStarted(int number, int total, String step) {
        event();
        stepStart = lastEvent;
        doing = "working";
        report.stepStarted(number, total, step);
    }

    @Override
    public synchronized void waiting(String what, Duration elapsed) {
        event();
        doing = what;
        report.waiting(what, elapsed);
    }

    @Override
    public synchronized void detail(String text) {
        event();
        report.detail(text);
    }

    @Override
    public synchronized void stepDone(Duration elapsed) {
        inStep = false;
        report.stepDone(elapsed);
    }

    @Override
    public synchronized void stepFailed(Duration elapsed) {
        inStep = false;
        report.stepFailed(elapsed);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
