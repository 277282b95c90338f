package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.upgrader.run.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
    private final FakeTime time = new FakeTime();
    private final Listening listening = new Listening();
    private final ConsoleProgress progress = new ConsoleProgress(listening.console(), time);

    @Test
    void saysHowFarItIsEachTwoSecondsAndNotOnTheOutputForPrograms() {
        for (int i = 0; i <= 4; i++) {
            progress.says("exporting", i * (256L << 20), 1L << 30);
            time.sleep(Duration.ofSeconds(1));
        }

        assertThat(listening.err()).isEqualTo("exporting: 512.0 MiB of 1.0 GiB\nexporting: 1.0 GiB of 1.0 GiB\n");
        assertThat(listening.out()).isEmpty();
    }

    @Test
    void whatIsOverSoonSaysNothing() {
        time.sleep(Duration.ofMillis(1_999));
        progress.says("checking the archive", 1, 1);

        assertThat(listening.err()).isEmpty();
    }
}
