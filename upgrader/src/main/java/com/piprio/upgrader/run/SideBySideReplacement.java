package com.piprio.upgrader.run;

import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.platform.Proxy;
import java.time.Duration;
import java.util.Optional;

/**
 * Replaces a service that clients talk to without their notice: the new container starts beside the old one, has to stay
 * ready for a while, and takes over at the proxy; the old one finishes its requests and goes. Until it has gone, a
 * new container that fails costs nothing: the old one serves on.
 */
final class SideBySideReplacement {
    /** Requests in flight get this long; what is left then has the service's own graceful stop. */
    private static final Duration DRAIN = Duration.ofSeconds(60);

    private final Run run;
    private final Proxy proxy;
    private final Readiness readiness;

    SideBySideReplacement(Run run) {
        this.run = run;
        this.proxy = run.ports().proxy();
        this.readiness = new Readiness(run);
    }

    /**
     * Done when one container is left, ready on the release that {@code .env} names, and gets the requests.
     *
     * @param settle how long the new container has to stay ready before it takes over
     */
    void replace(String service, ReleaseVersion release, Duration settle) {
        Succession succession = new Succession(run, service, release);
        Optional<String> incumbent = succession.incumbent();
        incumbent.ifPresent(address -> proxy.pin(service, address));
        succession.prepare();
        try {
            incumbent.ifPresent(address -> proxy.release(service, address));
            succession.start(readiness);
            if (incumbent.isPresent()) {
                takeOver(service, release, succession, settle);
            }
        } catch (OperatorException e) {
            giveUp(service, succession, incumbent, e);
            throw e;
        }
        proxy.release(service, succession.address());
        succession.removePredecessors();
        proxy.unpin();
    }

    private void takeOver(String service, ReleaseVersion release, Succession succession, Duration settle) {
        Watch watch = new Watch(run, readiness, service, release.toString(), succession::isSuccessor);
        succession.sawAgain(run.timings()
                .measure(Timings.Kind.PAUSE, service, () -> watch.settle(succession::rehearse, settle))
                .get(0));
        proxy.pin(service, succession.address());
        boolean drained = Drain.await(run, service, DRAIN, () -> {
            watch.demand();
            return proxy.divert(service, succession.address());
        });
        if (!drained) {
            run.report()
                    .detail("requests to the old " + service + " are still in flight after " + DRAIN.toSeconds()
                            + " s; its stop gives them a last chance");
        }
    }

    private void giveUp(String service, Succession succession, Optional<String> incumbent, OperatorException failure) {
        try {
            incumbent.ifPresent(address -> {
                proxy.pin(service, address);
                proxy.release(service, address);
            });
            succession.giveUpSuccessor();
            proxy.unpin();
            run.report()
                    .detail(incumbent.isPresent() ? "the old " + service + " serves on" : "no " + service + " serves");
        } catch (OperatorException e) {
            failure.addSuppressed(e);
        }
    }
}
