package com.piprio.upgrader.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** What is wrong with services on the release in trouble, in a world in memory. */
final class FakeAilments {
    private final Set<String> sick = new HashSet<>();
    private final Set<String> dying = new HashSet<>();
    private final Set<String> flapping = new HashSet<>();
    private final Set<String> late = new HashSet<>();
    private Duration readyDelay = Duration.ZERO;
    private Clock clockOfDelay = Clock.systemUTC();
    private Instant started = Instant.MIN;
    private int looksUntilDeath;
    private int looks;
    private boolean mute;

    /** The service starts and never becomes ready. */
    void makeSick(String service) {
        sick.add(service);
    }

    /** The service becomes ready and ends by itself after so many looks. */
    void letDieAfter(int looksBefore, String service) {
        dying.add(service);
        looksUntilDeath = looksBefore;
    }

    /** The service is ready only so long after it was started. */
    void becomeReadyAfter(Duration delay, String service, Clock clock) {
        late.add(service);
        readyDelay = delay;
        clockOfDelay = clock;
    }

    /** The service is ready at two looks of three. */
    void letFlap(String service) {
        flapping.add(service);
    }

    /** A new API says that it is ready and answers no client. */
    void letRehearsalsFail() {
        mute = true;
    }

    void heal() {
        mute = false;
        sick.clear();
        dying.clear();
        flapping.clear();
    }

    boolean isSick(String service) {
        return sick.contains(service);
    }

    boolean answersNoClient() {
        return mute;
    }

    /** A container of the service was started, on whichever release. */
    void started(String service) {
        if (late.contains(service)) {
            started = clockOfDelay.instant();
        }
    }

    /** A look at the service: is it the one after which the service is gone? */
    boolean diesNow(String service) {
        return dying.contains(service) && looksUntilDeath-- == 0;
    }

    /** A look at the service: why it is not ready; empty when nothing is wrong. */
    String seen(String service) {
        if (flapping.contains(service) && ++looks % 3 == 0) {
            return "flapping";
        }
        if (late.contains(service) && clockOfDelay.instant().isBefore(started.plus(readyDelay))) {
            return "starting";
        }
        return isSick(service) ? "sick" : "";
    }
}
