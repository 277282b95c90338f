package com.piprio.compose;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How {@link ComposeProject#up} starts services.
 *
 * @param noDeps leave services that these depend on alone
 * @param forceRecreate replace containers even when nothing about them changed
 * @param noRecreate keep containers even when something about them changed
 * @param scale number of containers per service
 * @param grace time between SIGTERM and SIGKILL of a replaced container, or null for the Compose file's
 * @param environment variables that win over {@code .env}, such as {@code PIPRIO_VERSION}
 */
public record UpOptions(
        boolean noDeps,
        boolean forceRecreate,
        boolean noRecreate,
        Map<String, Integer> scale,
        @Nullable Duration grace,
        Map<String, String> environment) {

    public UpOptions {
        scale = Map.copyOf(scale);
        environment = Map.copyOf(environment);
        if (forceRecreate && noRecreate) {
            throw new IllegalArgumentException("containers are either always or never replaced");
        }
    }

    /** Replaces what changed, brings dependencies up too. */
    public static UpOptions standard() {
        return new UpOptions(false, false, false, Map.of(), null, Map.of());
    }

    public UpOptions withoutDependencies() {
        return new UpOptions(true, forceRecreate, noRecreate, scale, grace, environment);
    }

    public UpOptions replacingAll() {
        return new UpOptions(noDeps, true, false, scale, grace, environment);
    }

    public UpOptions keepingExisting() {
        return new UpOptions(noDeps, false, true, scale, grace, environment);
    }

    public UpOptions scaled(String service, int containers) {
        Map<String, Integer> all = new HashMap<>(scale);
        all.put(service, containers);
        return new UpOptions(noDeps, forceRecreate, noRecreate, all, grace, environment);
    }

    public UpOptions withGrace(Duration newGrace) {
        return new UpOptions(noDeps, forceRecreate, noRecreate, scale, newGrace, environment);
    }

    public UpOptions withEnvironment(String name, String value) {
        Map<String, String> all = new HashMap<>(environment);
        all.put(name, value);
        return new UpOptions(noDeps, forceRecreate, noRecreate, scale, grace, all);
    }

    /** Names of the variables only: a value may be a secret. */
    @Override
    public String toString() {
        return "UpOptions[noDeps=" + noDeps + ", forceRecreate=" + forceRecreate + ", noRecreate=" + noRecreate
                + ", scale=" + scale + ", grace=" + grace + ", environment=" + environment.keySet() + "]";
    }
}
