package com.piprio.upgrader.cli;

import com.piprio.upgrader.run.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an operator may set for a run, the same for {@code upgrade} and {@code resume}. */
final class RunOptions {
    /** What to do when a step fails after data may have moved. */
    enum OnFailure {
        STOP,
        ROLLBACK
    }

    @Option(names = "--on-failure", defaultValue = "stop", description = "stop (default) or rollback")
    OnFailure onFailure = OnFailure.STOP;

    @Option(names = "--worker-pause", defaultValue = "5s", description = "pause between two workers (default 5s)")
    Duration workerPause = Duration.ofSeconds(5);

    @Option(
            names = "--health-budget",
            defaultValue = "3m",
            description = "time for a service to become ready; starts anew while migrations advance (default 3m)")
    Duration healthBudget = Duration.ofMinutes(3);

    @Option(
            names = "--confirm-domain",
            paramLabel = "DOMAIN",
            description = "consent to a restore, should the way need one")
    @Nullable
    String confirmDomain;

    @Option(
            names = "--settle",
            defaultValue = "12s",
            description = "how long a new API has to stay ready before it takes over side by side (default 12s)")
    Duration settle = Settings.DEFAULT.settle();

    Settings settings(Duration holdLimit) {
        return new Settings(workerPause, healthBudget, settle, holdLimit, onFailure == OnFailure.ROLLBACK);
    }
}
