package com.piprio.upgrader.run;

import java.time.Duration;

/**
 * What an operator may set for one run.
 *
 * @param workerPause pause between two workers
 * @param healthBudget how long a service may take to become ready; starts anew while migrations advance
 * @param rollbackOnFailure go back by itself when a step fails after data may have moved
 */
public record Settings(Duration workerPause, Duration healthBudget, boolean rollbackOnFailure) {

    /** The defaults of the design: 5 s, 3 min, stop. */
    public static final Settings DEFAULT = new Settings(Duration.ofSeconds(5), Duration.ofMinutes(3), false);
}
