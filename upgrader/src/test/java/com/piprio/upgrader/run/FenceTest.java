package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.upgrader.platform.Platform;
import com.piprio.upgrader.platform.Ports;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FenceTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private FakeWorld world;

    @BeforeEach
    void everythingRuns() {
        world = new UpgradeFixture(directory).world;
    }

    @Test
    void nothingIsKeptAwayWhileEverythingRuns() {
        assertThat(Fence.left(world.ports())).isEmpty();
        assertThat(Fence.schedulerStands(world.platform)).isFalse();
    }

    @Test
    void aSchedulerThatStandsIsTold() {
        world.platform.stop("scheduler");

        assertThat(Fence.schedulerStands(world.platform)).isTrue();
        assertThat(Fence.left(world.ports()))
                .singleElement()
                .asString()
                .startsWith("the scheduler is stopped: nothing is scheduled until");
    }

    @Test
    void clientsThatAreKeptAwayAreTold() {
        world.proxy.hold("api");

        assertThat(Fence.left(world.ports())).containsExactly("clients do not reach the API: held");
    }

    @Test
    void bothAreTold() {
        world.platform.stop("scheduler");
        world.proxy.hold("api");

        assertThat(Fence.left(world.ports())).hasSize(2);
    }

    @Test
    void whatCannotBeSeenIsToldToo() {
        Platform blind = (Platform) Proxy.newProxyInstance(
                Platform.class.getClassLoader(), new Class<?>[] {Platform.class}, (self, method, arguments) -> {
                    throw new IllegalStateException("no engine");
                });

        assertThat(Fence.left(new Ports(blind, world.proxy, world.proxy, world.schema, world.backups)))
                .containsExactly("whether schedules and clients are served could not be seen: no engine");
    }
}
