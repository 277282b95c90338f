package com.piprio.upgrader.run;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.platform.OutsideProbe;
import com.piprio.upgrader.platform.Proxy;
import com.piprio.upgrader.platform.ServiceHealth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The proxy of a world in memory, and what is seen through it. */
final class FakeProxy implements Proxy, OutsideProbe {
    private final FakeEffects effects;
    private final FakePlatform platform;
    private final FakeAilments ailments;
    private final FakeTraffic traffic;
    private boolean socketGone;
    private @Nullable String pinned;

    FakeProxy(FakeEffects effects, FakePlatform platform, FakeAilments ailments, FakeTraffic traffic) {
        this.effects = effects;
        this.platform = platform;
        this.ailments = ailments;
        this.traffic = traffic;
    }

    /** The proxy's socket does not answer. */
    void loseProxySocket() {
        socketGone = true;
    }

    private void demandSocket() {
        if (socketGone) {
            throw OperatorException.of(ErrorCode.PROXY_FAILED, "the proxy's admin socket does not answer")
                    .remedy("none, it is a test")
                    .build();
        }
    }

    /** Where a proxy that restarts would send requests while two containers exist. */
    @Nullable
    String pinned() {
        return pinned;
    }

    private void sendTo(String service, String address) {
        demandHealthy(service, address);
        traffic.sendTo(service, address);
    }

    private void demandHealthy(String service, String address) {
        if (platform.isSick(service, address)) {
            traffic.misled(service, address);
        }
    }

    @Override
    public void hold(String service) {
        demandSocket();
        effects.happen("hold " + service, () -> traffic.hold(service));
    }

    @Override
    public int inFlight(String service) {
        demandSocket();
        return traffic.inFlight(service);
    }

    @Override
    public void share(String service, String address, int percent) {
        demandSocket();
        effects.happen("share " + service, () -> {
            demandHealthy(service, address);
            traffic.share(service, address, percent);
        });
    }

    @Override
    public int divert(String service, String address) {
        demandSocket();
        effects.happen("divert " + service, () -> sendTo(service, address));
        return traffic.inFlight(service);
    }

    @Override
    public void pin(String service, String address) {
        effects.happen("pin " + service, () -> pinned = address);
    }

    @Override
    public void unpin() {
        effects.happen("unpin", () -> pinned = null);
    }

    @Override
    public int admit(String service, String address, int atOnce) {
        demandSocket();
        effects.happen("admit " + service, () -> sendTo(service, address));
        return traffic.waiting(atOnce);
    }

    @Override
    public void release(String service, String address) {
        demandSocket();
        effects.happen("release " + service, () -> {
            sendTo(service, address);
            traffic.endMaintenance();
        });
    }

    @Override
    public void announceMaintenance(String text) {
        effects.happen("announce maintenance", () -> traffic.announce(text));
    }

    @Override
    public void endHolds() {
        effects.happen("end holds", traffic::forget);
    }

    @Override
    public void reload(String configuration) {
        effects.happen("reload proxy", traffic::forget);
    }

    @Override
    public ServiceHealth health(String service) {
        return traffic.keptFrom(service)
                ? ServiceHealth.silent("held")
                : platform.containers(service).stream()
                        .map(platform::probe)
                        .filter(health -> !health.ready())
                        .findFirst()
                        .orElseGet(() -> platform.containers(service).isEmpty()
                                ? ServiceHealth.silent("none")
                                : platform.probe(platform.containers(service).get(0)));
    }

    @Override
    public ServiceHealth api() {
        return health("api");
    }

    @Override
    public Optional<String> rehearse(String address) {
        return ailments.answersNoClient() ? Optional.of("/api/v1/documents answers 500") : Optional.empty();
    }
}
