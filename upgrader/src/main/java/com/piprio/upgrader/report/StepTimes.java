package com.piprio.upgrader.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps when which step ran. A step that runs again, as on the way back, is kept again. Safe for several threads. */
public final class StepTimes implements Report {
    private final Clock clock;
    private final List<StepTime> steps = new ArrayList<>();

    public StepTimes(Clock clock) {
        this.clock = clock;
    }

    /**
     * One step.
     *
     * @param name its name
     * @param start when it began
     * @param duration how long it took; null while it runs
     */
    public record StepTime(
            String name, Instant start, @Nullable Duration duration) {}

    /** All steps that have begun, in order. */
    public synchronized List<StepTime> all() {
        return List.copyOf(steps);
    }

    @Override
    public synchronized void stepStarted(int number, int total, String step) {
        steps.add(new StepTime(step, clock.instant(), null));
    }

    @Override
    public void stepDone(Duration elapsed) {
        ended(elapsed);
    }

    @Override
    public void stepFailed(Duration elapsed) {
        ended(elapsed);
    }

    private synchronized void ended(Duration elapsed) {
        int last = steps.size() - 1;
        steps.set(last, new StepTime(steps.get(last).name(), steps.get(last).start(), elapsed));
    }

    @Override
    public void line(String text) {
        // no step begins or ends
    }

    @Override
    public void waiting(String what, Duration elapsed) {
        // no step begins or ends
    }

    @Override
    public void detail(String text) {
        // no step begins or ends
    }
}
