package com.piprio.upgrader.run;

import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
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
        proxy.hold(service);
        run.waiting().until(service + " finishes requests in flight", DRAIN, () -> proxy.inFlight(service) == 0);
        run.ports().platform().stop(service);
        run.ports().platform().start(service);
        try {
            readiness.await(service, release.toString());
        } catch (OperatorException e) {
            // Docker would restart it for ever, and each start would try the failed migration again.
            run.ports().platform().stop(service);
            proxy.endHolds();
            throw e;
        }
        proxy.release(service, address(service));
        Duration pause = Duration.between(held, run.waiting().clock().instant());
        run.pauses().put(service, pause);
        run.report().detail("requests to " + service + " were held for " + Texts.seconds(pause));
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
