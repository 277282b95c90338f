package com.piprio.upgrader.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves only when somebody sleeps, and a little with each look so that names differ. */
public final class FakeTime extends Clock implements Wait.Sleeper {
    private volatile Instant now = Instant.parse("2026-11-24T03:00:00Z");

    @Override
    public void sleep(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
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
