package com.piprio.upgrader.run;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.platform.OutsideProbe;
import com.piprio.upgrader.platform.ServiceContainer;
import com.piprio.upgrader.platform.ServiceHealth;
import com.piprio.upgrader.platform.Together;
import com.piprio.upgrader.release.ImagePin;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Proves that a release runs: asked from outside through the proxy, each of its services says that it is ready on this
 * release, every container runs exactly the image that was published, and no service runs that the release does not have.
 */
final class Verification {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Run run;

    Verification(Run run) {
        this.run = run;
    }

    /**
     * Blocks until all is proven.
     *
     * @param pins images that must run; empty when the release's digests are not known any more (way back)
     * @throws OperatorException that names what answered otherwise
     */
    void prove(ReleaseVersion release, List<ImagePin> pins) {
        OutsideProbe outside = run.ports().outside();
        ReleaseServices services = ReleaseServices.of(run.installation(), release);
        for (String service : services.names()) {
            await(service, "through the proxy", release, () -> outside.health(service));
        }
        await("api", "to a client with a token", release, outside::api);
        Stream<Runnable> proofs = run.ports().platform().containers().stream()
                .map(container -> () -> prove(container, services, release, pins));
        Together.demand(proofs.toList());
    }

    private void prove(
            ServiceContainer container, ReleaseServices services, ReleaseVersion release, List<ImagePin> pins) {
        if (services.has(container)) {
            proveContainer(container, release, pins);
        } else if (services.isForeign(container)) {
            throw foreign(container, release);
        }
    }

    private void await(String service, String how, ReleaseVersion release, Supplier<ServiceHealth> question) {
        boolean answered = run.waiting()
                .until(service + " answers " + how, LIMIT, () -> question.get().readyOn(release.toString()));
        if (!answered) {
            throw wrong(service, how, release, question.get());
        }
    }

    private void proveContainer(ServiceContainer container, ReleaseVersion release, List<ImagePin> pins) {
        ServiceHealth health = run.ports().platform().probe(container);
        if (!health.readyOn(release.toString())) {
            throw wrong(container.service() + " (replica " + container.number() + ")", "directly", release, health);
        }
        if (!pins.isEmpty() && container.restarts() > 0) {
            throw OperatorException.of(
                            ErrorCode.SERVICE_UNSTABLE, container.service() + " became ready and did not stay so")
                    .expected("no restart since it was made")
                    .found(container.restarts() + " restarts of container " + container.id())
                    .remedy("read its log: docker logs " + container.id() + "; then scripts/rollback.sh, or mend it")
                    .build();
        }
        for (ImagePin pin : pins) {
            if (pin.repository().endsWith("/" + container.service())
                    && !run.ports().platform().runs(container, pin)) {
                throw OperatorException.of(
                                ErrorCode.DIGEST_MISMATCH, container.service() + " runs another image than published")
                        .expected(pin.pinned())
                        .found("image " + container.imageId())
                        .remedy("find out who changed the tag " + pin.tagged() + "; then scripts/rollback.sh")
                        .build();
            }
        }
    }

    private static OperatorException foreign(ServiceContainer container, ReleaseVersion release) {
        return OperatorException.of(
                        ErrorCode.WRONG_VERSION_ANSWERED,
                        "release " + release + " has no service " + container.service() + ", and it is here")
                .expected("no container of " + container.service())
                .found("container " + container.id() + " of release " + container.release())
                .remedy("remove it: docker rm --force " + container.id() + "; then run the same command again")
                .build();
    }

    private static OperatorException wrong(String who, String how, ReleaseVersion release, ServiceHealth health) {
        boolean otherRelease = health.release() != null && !health.release().equals(release.toString());
        return OperatorException.of(
                        otherRelease ? ErrorCode.WRONG_VERSION_ANSWERED : ErrorCode.SERVICE_UNHEALTHY,
                        who + " does not answer " + how + " as it should")
                .expected("ready on " + release)
                .found((health.release() == null ? "" : "release " + health.release() + "; ")
                        + (health.ready() ? "ready" : health.detail()))
                .remedy("see scripts/status.sh and the service's log")
                .build();
    }
}
