package com.piprio.upgrader.run;

import java.time.Duration;

/**
 * What an operator may set for one run.
 *
 * @param workerPause pause between two workers
 * @param healthBudget how long a service may take to become ready; starts anew while migrations advance
 * @param settle how long a new service has to stay ready beside the old one before it takes over
 * @param holdLimit how long requests are held at most before clients get the maintenance answer
 * @param rollbackOnFailure go back by itself when a step fails after data may have moved
 */
public record Settings(
        Duration workerPause, Duration healthBudget, Duration settle, Duration holdLimit, boolean rollbackOnFailure) {

    /**
     * The defaults of the design: 5 s, 3 min, 20 s, stop; and 12 s to settle, because a service that dies of its
     * configuration or its memory mostly does so within ten.
     */
    public static final Settings DEFAULT = new Settings(
            Duration.ofSeconds(5), Duration.ofMinutes(3), Duration.ofSeconds(12), Duration.ofSeconds(20), false);

    /** The same with another health budget. */
    public Settings withHealthBudget(Duration budget) {
        return new Settings(workerPause, budget, settle, holdLimit, rollbackOnFailure);
    }
}
