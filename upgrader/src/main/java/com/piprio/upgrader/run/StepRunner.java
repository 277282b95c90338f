package com.piprio.upgrader.run;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.installation.Journal;
import com.piprio.upgrader.installation.RunId;
import com.piprio.upgrader.report.Report;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs a list of steps in order until one fails; tells the report and, once the run is in it, the journal. */
public final class StepRunner {
    private final RunId run;
    private final Journal journal;
    private final Report report;
    private final Clock clock;

    public StepRunner(RunId run, Journal journal, Report report, Clock clock) {
        this.run = run;
        this.journal = journal;
        this.report = report;
        this.clock = clock;
    }

    /**
     * Blocks until all steps are done or one has failed.
     *
     * @return the failure; empty when all steps are done. Anything but an {@link OperatorException} is a bug and comes
     *     back as {@link ErrorCode#BUG} with its cause
     */
    public Optional<StepFailure> run(List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            // The first step takes the lock and opens the journal; before that nothing may be written.
            boolean journalled = i > 0;
            Instant start = clock.instant();
            report.stepStarted(i + 1, steps.size(), step.name());
            try {
                if (journalled) {
                    journal.stepStarted(run, step.name());
                }
                step.action().run();
                Duration elapsed = Duration.between(start, clock.instant());
                if (journalled) {
                    journal.stepDone(run, step.name(), elapsed.toMillis());
                }
                report.stepDone(elapsed);
            } catch (RuntimeException e) {
                report.stepFailed(Duration.between(start, clock.instant()));
                OperatorException problem = operatorProblem(e);
                if (journalled) {
                    journal.stepFailed(run, step.name(), problem.code().code() + " " + problem.problem());
                }
                return Optional.of(new StepFailure(step, problem));
            }
        }
        return Optional.empty();
    }

    private static OperatorException operatorProblem(RuntimeException e) {
        if (e instanceof OperatorException known) {
            return known;
        }
        return OperatorException.of(ErrorCode.BUG, "an error in this program: " + e)
                .remedy("keep the log of this run and report it; the installation is as described above")
                .cause(e)
                .build();
    }
}
