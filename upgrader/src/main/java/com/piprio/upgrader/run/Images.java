package com.piprio.upgrader.run;

import com.piprio.upgrader.release.ImagePin;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Brings the images of one run to the host before anything stops. */
final class Images {
    private final Run run;
    private final FutureTask<Void> pull;

    /** @param pins asked when the pull begins */
    Images(Run run, Supplier<List<ImagePin>> pins) {
        this.run = run;
        this.pull = new FutureTask<>(() -> pull(pins.get()), null);
    }

    /**
     * Begins, and blocks only as long as the executor does: a step that reads disk and database leaves the network idle.
     * How it ends, {@link #pull()} says.
     */
    void begin(Executor beside) {
        beside.execute(pull);
    }

    /** Blocks until every image is local under its tag with its digest; begins unless that has been done. */
    void pull() {
        pull.run();
        try {
            pull.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException problem ? problem : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StopRequest.asProblem(e);
        }
    }

    private void pull(List<ImagePin> pins) {
        List<ImagePin> missing = run.ports().platform().missing(pins);
        missing.forEach(pin -> run.report().detail("pulling " + pin.tagged()));
        run.ports().platform().pull(missing);
    }
}
