package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRoomTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    @Test
    void sufficesToTheLastByte() {
        assertThat(new DiskRoom(5, 5).suffices()).isTrue();
        assertThat(new DiskRoom(6, 5).suffices()).isFalse();
    }

    @Test
    void aReserveIsLeftToOthers() {
        FakeWorld world = new UpgradeFixture(directory).world;

        assertThat(DiskRoom.look(world.backups)).isEqualTo(new DiskRoom(1 + (256L << 20), Long.MAX_VALUE));
    }
}
