package com.piprio.upgrader.platform;

import org.jspecify.annotations.Nullable;

/**
 * One container of the installation as it is now.
 *
 * @param id container id; changes when the container is replaced
 * @param service Compose service
 * @param number replica number, from 1
 * @param running true while the process runs
 * @param restarts how often Docker restarted it after a crash
 * @param exitCode last exit code; meaningful when not running or restarted
 * @param imageId id of the image it runs
 * @param release label {@code com.piprio.release} of that image; null for infrastructure
 * @param address address on the Compose network; null when not running
 */
public record ServiceContainer(
        String id,
        String service,
        int number,
        boolean running,
        int restarts,
        int exitCode,
        String imageId,
        @Nullable String release,
        @Nullable String address) {

    /** True when the process ended by itself at least once: it crashed, or it refused to start. */
    public boolean crashed() {
        return restarts > 0 || (!running && exitCode != 0);
    }
}
