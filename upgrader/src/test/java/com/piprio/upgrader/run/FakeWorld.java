package com.piprio.upgrader.run;

import com.piprio.release.Catalogue;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.platform.Ports;
import java.time.Clock;
import java.util.List;

/**
 * A platform in memory that keeps the contract where upgrades are concerned: an API migrates when it starts and refuses
 * a schema that does not accept it, workers refuse it too, Compose starts what {@code .env} names. Every act counts as
 * an effect at which a fault can strike.
 */
final class FakeWorld {
    final FakeEffects effects = new FakeEffects();
    final FakeData data = new FakeData();
    final FakeAilments ailments = new FakeAilments();
    final FakeTraffic traffic = new FakeTraffic();
    final FakeSchema schema;
    final FakePlatform platform;
    final FakeProxy proxy;
    final FakeBackups backups;

    /** @param troubled the release that ailments of services concern */
    FakeWorld(Installation installation, Catalogue catalogue, ReleaseVersion troubled, Clock clock) {
        schema = new FakeSchema(data, catalogue);
        platform = new FakePlatform(installation, troubled, effects, schema, ailments, traffic);
        proxy = new FakeProxy(effects, platform, ailments, traffic);
        backups = new FakeBackups(effects, data, platform, clock);
        platform.startAll();
        for (String service : List.of("api", "web")) {
            traffic.sendTo(
                    service, String.valueOf(platform.containers(service).get(0).address()));
        }
        effects.seed(Fault.NONE);
    }

    Ports ports() {
        return new Ports(platform, proxy, proxy, schema, backups);
    }
}
