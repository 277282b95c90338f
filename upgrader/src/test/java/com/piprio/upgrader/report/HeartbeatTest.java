package com.piprio.upgrader.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HeartbeatTest {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /** Each look at it is four seconds later, so that any event is long ago by the next beat. */
    private static final class Leaping extends Clock {
        private Instant now = Instant.parse("2026-11-24T08:15:00Z");

        @Override
        public synchronized Instant instant() {
            now = now.plus(Duration.ofSeconds(4));
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void saysThatASilentStepStillWorksAndWithWhat() throws InterruptedException {
        try (Heartbeat heartbeat = new Heartbeat(new PlainReport(lines::add), new Leaping())) {
            heartbeat.stepStarted(4, 14, "create-backup");
            heartbeat.waiting("database", Duration.ZERO);

            assertThat(lines.poll(10, TimeUnit.SECONDS)).startsWith("[ 4/14] create-backup      waiting: database (");
        }
    }

    @Test
    void keepsSilentBetweenStepsAndWhileSomebodyTypes() throws InterruptedException {
        try (Heartbeat heartbeat = new Heartbeat(new PlainReport(lines::add), new Leaping())) {
            heartbeat.stepStarted(1, 14, "acquire-lock");
            heartbeat.stepDone(Duration.ZERO);
            heartbeat.stepStarted(2, 14, "choose-way-back");
            heartbeat.hush();

            assertThat(lines.poll()).isEqualTo("[ 1/14] acquire-lock       done in 0.0 s");
            assertThat(lines.poll(1_500, TimeUnit.MILLISECONDS)).isNull();
        }
    }
}
