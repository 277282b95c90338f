package com.piprio.upgrader.run;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.report.Report;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Runs a list of steps in order until one fails or the process is told to end; tells the report and, once the run is in
 * it, the journal.
 */
public final class StepRunner {
    private final Session session;
    private final Report report;
    private final Clock clock;
    private final StopRequest stop;
    private final StepWrapping wrapping;

    public StepRunner(Session session, Wait waiting) {
        this(session, waiting, StepWrapping.present());
    }

    StepRunner(Session session, Wait waiting, StepWrapping wrapping) {
        this.session = session;
        this.report = waiting.report();
        this.clock = waiting.clock();
        this.stop = waiting.stop();
        this.wrapping = wrapping;
    }

    /**
     * Blocks until all steps are done or one has failed.
     *
     * @return the failure; empty when all steps are done. Anything but an {@link OperatorException} is a bug and comes
     *     back as {@link ErrorCode#BUG} with its cause. Told to end between two steps, the run failed in the former
     */
    public Optional<StepFailure> run(List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            if (stop.hear()) {
                return Optional.of(new StepFailure(steps.get(Math.max(0, i - 1)), StopRequest.problem()));
            }
            Step step = steps.get(i);
            Instant start = clock.instant();
            report.stepStarted(i + 1, steps.size(), step.name());
            try {
                session.stepStarted(step.name());
                wrapping.around(step).action().run();
                Duration elapsed = Duration.between(start, clock.instant());
                session.stepDone(step.name(), elapsed.toMillis());
                report.stepDone(elapsed);
            } catch (RuntimeException e) {
                report.stepFailed(Duration.between(start, clock.instant()));
                OperatorException problem = stop.hear() ? StopRequest.asProblem(e) : operatorProblem(e);
                session.stepFailed(step.name(), problem.code().code() + " " + problem.problem());
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
