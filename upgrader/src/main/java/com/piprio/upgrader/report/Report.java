package com.piprio.upgrader.report;

import java.time.Duration;

/** Events of a run, in the order in which they happen. Implementations must not throw. */
public interface Report {

    /** A line that stands by itself: headline, plan, summary. */
    void line(String text);

    /** The step of this name begins; {@code number} counts from 1. */
    void stepStarted(int number, int total, String step);

    /** What a step that takes longer waits for now; may be repeated often. */
    void waiting(String what, Duration elapsed);

    /** A step found or did something worth keeping. */
    void detail(String text);

    void stepDone(Duration elapsed);

    void stepFailed(Duration elapsed);

    /** Both reports get every event. */
    static Report both(Report first, Report second) {
        return new Report() {
            @Override
            public void line(String text) {
                first.line(text);
                second.line(text);
            }

            @Override
            public void stepStarted(int number, int total, String step) {
                first.stepStarted(number, total, step);
                second.stepStarted(number, total, step);
            }

            @Override
            public void waiting(String what, Duration elapsed) {
                first.waiting(what, elapsed);
                second.waiting(what, elapsed);
            }

            @Override
            public void detail(String text) {
                first.detail(text);
                second.detail(text);
            }

            @Override
            public void stepDone(Duration elapsed) {
                first.stepDone(elapsed);
                second.stepDone(elapsed);
            }

            @Override
            public void stepFailed(Duration elapsed) {
                first.stepFailed(elapsed);
                second.stepFailed(elapsed);
            }
        };
    }
}
