package com.piprio.release;

import org.jspecify.annotations.Nullable;

/**
 * A key that a release knows in {@code .env}.
 *
 * @param required the release does not start without it
 * @param secret its value is never shown
 * @param defaultValue what holds when it is absent; a required one has none
 * @param deprecation notice of its removal, or null
 * @param details what else is promised about it
 */
public record EnvironmentVariable(
        String name,
        boolean required,
        boolean secret,
        @Nullable String defaultValue,
        String summary,
        @Nullable Deprecation deprecation,
        VariableDetails details) {

    /** A variable of which no more is said. */
    public EnvironmentVariable(
            String name,
            boolean required,
            boolean secret,
            @Nullable String defaultValue,
            String summary,
            @Nullable Deprecation deprecation) {
        this(name, required, secret, defaultValue, summary, deprecation, VariableDetails.UNSTATED);
    }

    /**
     * Notice that a variable still works and will be removed.
     *
     * @param since the first release with this notice
     * @param replacedBy the variable to set instead, or null when none is needed
     */
    public record Deprecation(
            ReleaseVersion since, @Nullable String replacedBy) {}
}
