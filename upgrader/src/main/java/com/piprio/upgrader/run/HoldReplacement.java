package com.piprio.upgrader.run;

import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.platform.Platform;
import com.piprio.upgrader.platform.Proxy;
import com.piprio.upgrader.platform.ServiceContainer;
import com.piprio.upgrader.report.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Replaces a service that clients talk to while the proxy holds their requests: hold, drain, stop, start, wait until
 * ready, release. A client sees latency, no error. Used for the API and for the web frontend.
 */
final class HoldReplacement {
    /** Requests in flight get this long; what is left the service finishes in its own graceful stop. */
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final Run run;
    private final Readiness readiness;

    HoldReplacement(Run run) {
        this.run = run;
        this.readiness = new Readiness(run);
    }

    /** Done when the service is ready on the release that {@code .env} names, and the proxy sends requests to it. */
    void replace(String service, ReleaseVersion release) {
        Proxy proxy = run.ports().proxy();
        if (alreadyOn(service, release)) {
            proxy.release(service, address(service));
            return;
        }
        Instant held = run.waiting().clock().instant();
        try {
            proxy.hold(service);
            exchange(service, release);
            proxy.release(service, address(service));
        } finally {
            Duration pause = Duration.between(held, run.waiting().clock().instant());
            run.timings().add(Timings.Kind.HOLD, service, held, pause);
        }
        run.report()
                .detail("requests to " + service + " were held for "
                        + Texts.seconds(run.timings().longest(Timings.Kind.HOLD, service)));
    }

    private void exchange(String service, ReleaseVersion release) {
        Platform platform = run.ports().platform();
        Proxy proxy = run.ports().proxy();
        run.timings().measure(Timings.Kind.DRAIN, service, () -> run.waiting()
                .until(service + " finishes requests in flight", DRAIN, () -> proxy.inFlight(service) == 0));
        stop(service);
        try {
            run.timings().measure(Timings.Kind.START, service, () -> {
                platform.start(service);
                readiness.await(service, release.toString());
            });
        } catch (OperatorException e) {
            // Docker would restart it for ever, and each start would try the failed migration again.
            stop(service);
            proxy.endHolds();
            throw e;
        }
    }

    private void stop(String service) {
        run.timings()
                .measure(
                        Timings.Kind.STOP, service, () -> run.ports().platform().stop(service));
    }

    private boolean alreadyOn(String service, ReleaseVersion release) {
        List<ServiceContainer> containers = run.ports().platform().containers(service);
        return containers.size() == 1
                && !containers.get(0).crashed()
                && run.ports().platform().probe(containers.get(0)).readyOn(release.toString());
    }

    private String address(String service) {
        return run.ports().platform().containers(service).stream()
                .map(ServiceContainer::address)
                .filter(address -> address != null)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(service + " is ready and has no address"));
    }
}
