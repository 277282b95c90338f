package com.piprio.upgrader.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.upgrader.platform.Platform;
import com.piprio.upgrader.platform.Ports;
import com.piprio.upgrader.platform.Schema;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class HeadRoomTest {
    private static final long NEEDED = 512L << 20;
    private static final long RESERVE = 128L << 20;

    @Test
    void memoryHasToSufficeWithAReserve() {
        assertThat(new HeadRoom(NEEDED, NEEDED + RESERVE, 12).suffices()).isTrue();
        assertThat(new HeadRoom(NEEDED, NEEDED + RESERVE - 1, 12).suffices()).isFalse();
        assertThat(new HeadRoom(NEEDED, NEEDED + RESERVE - 1, 12).inWords())
                .isEqualTo("a second API needs 640.0 MiB of memory, 640.0 MiB are free");
    }

    @Test
    void connectionsHaveToSuffice() {
        assertThat(new HeadRoom(NEEDED, NEEDED * 4, 11).suffices()).isFalse();
        assertThat(new HeadRoom(NEEDED, NEEDED * 4, 11).inWords())
                .isEqualTo("a second API needs 12 connections of the database, 11 are left");
        assertThat(new HeadRoom(NEEDED, NEEDED * 4, 12).inWords()).contains("of memory");
    }

    @Test
    void aServiceWithoutALimitIsCountedWithTheUsualOne() {
        assertThat(HeadRoom.look(ports(0))).isEqualTo(new HeadRoom(NEEDED, 7, 9));
        assertThat(HeadRoom.look(ports(5))).isEqualTo(new HeadRoom(5, 7, 9));
    }

    private static Ports ports(long limit) {
        Platform platform = (Platform) Proxy.newProxyInstance(
                Platform.class.getClassLoader(),
                new Class<?>[] {Platform.class},
                (self, method, arguments) -> method.getName().equals("memoryLimit") ? limit : 7L);
        Schema schema = (Schema) Proxy.newProxyInstance(
                Schema.class.getClassLoader(), new Class<?>[] {Schema.class}, (self, method, arguments) -> 9);
        return new Ports(platform, null, null, schema, null);
    }
}
