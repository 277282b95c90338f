package com.piprio.upgrader.run;

import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.platform.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Replaces a service that clients talk to without their notice: the new container starts beside the old one, has to stay
 * ready for a while, gets more and more of the requests, and takes over at the proxy; the old one finishes its requests and
 * goes. Until it has gone, the old one serves on when the new container fails. Before that one got its first request this
 * costs nothing; afterwards, what it was answering.
 */
final class SideBySideReplacement {
    /** Requests in flight get this long; what is left then has the service's own graceful stop. */
    private static final Duration DRAIN = Duration.ofSeconds(60);

    /** A Java process that all requests reach at once is slow at first: it has loaded and compiled too little. */
    private static final List<Integer> PERCENT = List.of(5, 20, 50);

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
     * @param settle how long the new container has to stay ready before it gets a request
     * @param share how long it gets each of its growing parts of the requests before it gets all; zero for all at once
     */
    void replace(String service, ReleaseVersion release, Duration settle, Duration share) {
        Succession succession = new Succession(run, service, release);
        Optional<String> incumbent = succession.incumbent();
        incumbent.ifPresent(address -> proxy.pin(service, address));
        succession.prepare();
        try {
            incumbent.ifPresent(address -> proxy.release(service, address));
            succession.start(readiness);
            if (incumbent.isPresent()) {
                takeOver(service, release, succession, settle, share);
            }
        } catch (OperatorException e) {
            giveUp(service, succession, incumbent, e);
            throw e;
        }
        proxy.release(service, succession.address());
        succession.removePredecessors();
        proxy.unpin();
    }

    private void takeOver(
            String service, ReleaseVersion release, Succession succession, Duration settle, Duration share) {
        Watch watch = new Watch(run, readiness, service, release.toString(), succession::isSuccessor);
        run.timings().measure(Timings.Kind.PAUSE, service, () -> {
            succession.sawAgain(watch.settle(succession::rehearse, settle).get(0));
            if (!share.isZero()) {
                PERCENT.forEach(percent -> {
                    proxy.share(service, succession.address(), percent);
                    watch.stayReady(share);
                });
            }
        });
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
