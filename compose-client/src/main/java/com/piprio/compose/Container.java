package com.piprio.compose;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container of a Compose project as it was at one moment.
 *
 * @param name without a leading slash
 * @param service Compose service, or empty when Compose did not make it
 * @param number Compose's number within the service, 0 when Compose did not make it
 * @param imageId {@code sha256:…} of what it runs, also when the tag has moved on since
 * @param imageReference what it was made from, such as {@code registry:5000/piprio/api:1.4.0}
 * @param exitCode 0 while it runs
 * @param startedAt the year 1 when it was never started
 * @param memoryLimit bytes, or 0 when it has none
 * @param address on the project's own network, or null while it has none
 */
public record Container(
        String id,
        String name,
        String service,
        int number,
        String imageId,
        String imageReference,
        State state,
        Health health,
        int exitCode,
        int restartCount,
        Instant startedAt,
        long memoryLimit,
        @Nullable String address,
        Map<String, String> labels) {

    public Container {
        labels = Map.copyOf(labels);
    }

    /** Running, and healthy as far as it has a health check. */
    public boolean serving() {
        return state == State.RUNNING && (health == Health.HEALTHY || health == Health.NONE);
    }

    /** Docker's states, in Docker's words. */
    public enum State {
        CREATED,
        RUNNING,
        RESTARTING,
        EXITED,
        PAUSED,
        REMOVING,
        DEAD
    }

    /** What the container's health check says; NONE when it has none. */
    public enum Health {
        NONE,
        STARTING,
        HEALTHY,
        UNHEALTHY
    }
}
