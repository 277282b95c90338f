package com.piprio.upgrader.platform;

import org.jspecify.annotations.Nullable;

/**
 * What a service said of itself on {@code /q/health/ready}.
 *
 * @param ready true for HTTP 200
 * @param release release it runs; null when it did not answer
 * @param schema schema version it reads; null when it has no database or did not answer
 * @param detail why it is not ready, in words for an operator; empty when ready
 */
public record ServiceHealth(
        boolean ready, @Nullable String release, @Nullable String schema, String detail) {

    /** No answer at all. */
    public static ServiceHealth silent(String detail) {
        return new ServiceHealth(false, null, null, detail);
    }

    /** True when it is ready and runs the given release. */
    public boolean readyOn(String expectedRelease) {
        return ready && expectedRelease.equals(release);
    }
}
