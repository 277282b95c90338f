package com.piprio.backup;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a restore did, what it kept, and how to go back.
 *
 * @param keptDatabase name under which the former live database stays; null when there was none
 * @param keptObjects where the former contents of replaced objects stay; null when none was replaced
 * @param repaired what was put right first because an earlier restore had been interrupted
 * @param wayBack commands that bring the former database back while the services are stopped; they hold no secret
 */
public record RestoreOutcome(
        Bundle bundle,
        @Nullable String keptDatabase,
        @Nullable Path keptObjects,
        long objectsUploaded,
        long objectsReplaced,
        List<String> repaired,
        List<String> wayBack) {

    public RestoreOutcome {
        repaired = List.copyOf(repaired);
        wayBack = List.copyOf(wayBack);
    }
}
