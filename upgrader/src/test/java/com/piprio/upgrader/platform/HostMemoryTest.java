package com.piprio.upgrader.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.operator.OperatorException;
import org.junit.jupiter.api.Test;

class HostMemoryTest {
    @Test
    void readsWhatTheKernelThinksIsAvailable() {
        assertThat(HostMemory.available(
                        "MemTotal:  4030000 kB\nMemFree: 1 kB\nMemAvailable:    2048 kB\nBuffers: 3 kB\n"))
                .isEqualTo(2L << 20);
        assertThat(HostMemory.available()).isPositive();
        assertThat(HostMemory.total()).isGreaterThan(HostMemory.available());
    }

    @Test
    void figuresWithoutTheLineAreAnError() {
        assertThatThrownBy(() -> HostMemory.available("MemTotal: 1 kB\n"))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("the memory of this host");
    }
}
