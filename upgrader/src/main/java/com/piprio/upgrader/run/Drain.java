package com.piprio.upgrader.run;

import java.time.Duration;
import java.util.function.IntSupplier;

/** Waits until a service has answered the requests that it began: whoever stops it earlier breaks them off. */
final class Drain {
    private Drain() {}

    /**
     * Blocks until nothing is in flight or the limit has passed.
     *
     * @param inFlight asked again and again; may throw, which ends the wait
     * @return whether everything was answered
     */
    static boolean await(Run run, String service, Duration limit, IntSupplier inFlight) {
        return run.timings().measure(Timings.Kind.DRAIN, service, () -> run.waiting()
                .until(service + " finishes requests in flight", limit, () -> inFlight.getAsInt() == 0));
    }
}
