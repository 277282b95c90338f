package com.piprio.upgrader.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the operator asks of the cut-over.
 *
 * @param mode null leaves the choice to the plan
 * @param holdLimit the longest predicted pause for which requests are held rather than refused
 */
public record CutoverWish(Cutover.@Nullable Mode mode, Duration holdLimit) {
    /** Clients and outer proxies give up from 30 s on. */
    public static final CutoverWish NONE = new CutoverWish(null, Duration.ofSeconds(20));
}
