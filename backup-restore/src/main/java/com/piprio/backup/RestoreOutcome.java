package com.piprio.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a restore did, what it kept, and how to go back.
 *
 * @param keptDatabase name under which the former live database stays; null when there was none
 * @param keptObjects where the former contents of replaced objects stay; null when none was replaced
 * @param safetyBundle of the state before; null when there was none to keep or it could not be made
 * @param closed how long no client could connect to the database; zero when an earlier run had exchanged the databases
 * @param said what was put right first because an earlier restore had been interrupted, and what could not be done
 * @param wayBack commands that bring the former database back while the services are stopped, where this program cannot
 *     be run; they hold no secret
 */
public record RestoreOutcome(
        Bundle bundle,
        @Nullable String keptDatabase,
        @Nullable Path keptObjects,
        @Nullable BundleId safetyBundle,
        long objectsUploaded,
        long objectsReplaced,
        Duration closed,
        List<String> said,
        List<String> wayBack) {

    public RestoreOutcome {
        said = List.copyOf(said);
        wayBack = List.copyOf(wayBack);
    }
}
