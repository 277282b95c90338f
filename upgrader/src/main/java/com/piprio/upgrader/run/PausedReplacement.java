package com.piprio.upgrader.run;

import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.report.Texts;
import java.time.Duration;
import java.time.Instant;

/**
 * Replaces the API where two must not run at once: requests are kept away, the old one drains and stops, the new one
 * starts, and requests come back when it is ready. The new container is made before the pause and the old one removed
 * after it, which leaves only what must be in between.
 */
final class PausedReplacement {
    /** Requests in flight get this long; what is left the service finishes in its own graceful stop. */
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final Run run;

    PausedReplacement(Run run) {
        this.run = run;
    }

    /**
     * Done when one container is left, ready on the release that {@code .env} names, and gets the requests.
     *
     * @param patience how long requests are held before clients get the maintenance answer; zero for at once
     */
    void replace(String service, ReleaseVersion release, Duration patience) {
        Succession succession = new Succession(run, service, release);
        RequestGate gate = new RequestGate(run, service, release, patience);
        succession.prepare();
        if (succession.complete()) {
            gate.open(succession.address());
            return;
        }
        Instant closed = run.waiting().clock().instant();
        Duration pause;
        try {
            exchange(service, succession, gate);
        } finally {
            pause = Duration.between(closed, run.waiting().clock().instant());
            run.timings().add(Timings.Kind.HOLD, service, closed, pause);
        }
        gate.open(succession.address());
        run.report().detail("no " + service + " served for " + Texts.seconds(pause) + "; requests " + gate.inWords());
        succession.removePredecessors();
    }

    /** Whatever fails in here, nobody is left waiting at the proxy for a service that does not come. */
    private void exchange(String service, Succession succession, RequestGate gate) {
        try {
            gate.close();
            Drain.await(run, service, DRAIN, () -> run.ports().proxy().inFlight(service));
            succession.stopPredecessors();
            succession.start(new Readiness(run, gate::meanwhile));
            // Its first answers take longest, and whoever waited has waited enough. There is nothing to go back to: a
            // fault is for the verification to judge.
            succession.rehearse().ifPresent(fault -> run.report().detail(service + " is ready, yet: " + fault));
        } catch (OperatorException e) {
            giveUp(succession, gate, e);
            throw e;
        }
    }

    private static void giveUp(Succession succession, RequestGate gate, OperatorException failure) {
        try {
            succession.giveUpSuccessor();
        } catch (OperatorException e) {
            failure.addSuppressed(e);
        }
        try {
            gate.giveUp();
        } catch (OperatorException e) {
            failure.addSuppressed(e);
        }
    }
}
