package com.piprio.bench;

import com.piprio.e2e.installation.Installation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A way to bring an installation's API from one release to the next. Any step may throw when it does not work. */
interface Contender {

    /** As it is typed. */
    String name();

    /** What it does, in a line. */
    String description();

    /** Arranges the installation before there is any load. */
    default void prepare(Installation installation) {}

    /** Replaces the API, and maybe more, under load; returns when it has ended. Its time is measured. */
    Outcome replace(Installation installation);

    /** Removes what the installation's own removal does not. Called after {@link #prepare}, whatever happened. */
    default void cleanUp(Installation installation) {}

    /**
     * What the contender says of its own doing.
     *
     * @param mode how it cut over
     * @param pause how long no API served, as it measured; {@code null} when it does not say
     * @param steps when each of its steps began, counted from its own begin, in their order
     */
    record Outcome(String mode, @Nullable Duration pause, Map<String, Duration> steps) {

        /** It says nothing but how it does it. */
        Outcome(String mode) {
            this(mode, null, Map.of());
        }
    }

    /** All that there are, in the order in which they run. */
    static List<Contender> all(Stage stage, String target) {
        return List.of(
                new ScriptUpgrade("side-by-side", target, List.of()),
                new ScriptUpgrade("hold", target, List.of("--cutover", "hold")),
                new ComposeUp(stage, target),
                new RollingScale(stage, target),
                new Swarm(stage, target));
    }

    /** The names of all. */
    List<String> NAMES = List.of("side-by-side", "hold", "compose-up", "rolling-scale", "swarm-start-first");
}
