package com.piprio.upgrader.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.upgrader.availability.Availability;
import com.piprio.upgrader.availability.AvailabilityJson;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.installation.RunId;
import com.piprio.upgrader.plan.Cutover;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.report.StepTimes;
import com.piprio.upgrader.report.StepTimes.StepTime;
import com.piprio.upgrader.run.Run;
import com.piprio.upgrader.run.RunResult;
import com.piprio.upgrader.run.Timings;
import com.piprio.upgrader.run.Timings.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the history keeps of one run; {@code docs/operations/upgrade.md} tells programs of it.
 *
 * @param id name of the run
 * @param command what was asked
 * @param run the run
 * @param steps when which step ran
 * @param start when the run began
 */
record RunRecord(RunId id, RunCommand command, Run run, StepTimes steps, Instant start) {

    ObjectNode write(RunResult result, Optional<Availability> availability) {
        Plan plan = run.plan();
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("run", id.value())
                .put("command", command.word())
                .put("source", plan.source().toString())
                .put("target", plan.target().toString())
                .put("outcome", result.outcome().name().toLowerCase(Locale.ROOT))
                .put("exitCode", result.exitCode().code())
                .put("startedAt", start.toString())
                .put("seconds", since(run.waiting().clock().instant()) / 1000.0);
        record.put(
                "bundle", command == RunCommand.INSTALL ? null : plan.bundle().value());
        Duration pause = run.timings().sum(Timings.Kind.HOLD, "api");
        record.put("apiPauseMillis", pause.isZero() ? null : pause.toMillis());
        record.set("cutover", cutover(plan, pause));
        if (result.problem() != null) {
            record.put("problem", result.problem().getMessage());
        }
        record.set("availability", availability.map(AvailabilityJson::write).orElse(null));
        record.put("unavoidableMillis", run.timings().unavoidable().toMillis());
        steps(record.putArray("steps"));
        parts(record.putArray("parts"));
        return record;
    }

    /** How the API changed over, which need not be as planned; null when it did not come to that. */
    private @Nullable ObjectNode cutover(Plan plan, Duration pause) {
        if (run.timings().sum(Timings.Kind.START, "api").isZero()) {
            return null;
        }
        boolean maintenance = plan.cutover().mode() == Cutover.Mode.MAINTENANCE;
        Cutover.Mode paused = maintenance ? Cutover.Mode.MAINTENANCE : Cutover.Mode.HOLD;
        return JsonNodeFactory.instance
                .objectNode()
                .put("mode", (pause.isZero() ? Cutover.Mode.SIDE_BY_SIDE : paused).word())
                .put("predictedPauseMillis", plan.cutover().predictedPause().toMillis());
    }

    private void steps(ArrayNode rows) {
        for (StepTime step : steps.all()) {
            Duration duration = step.duration();
            rows.addObject()
                    .put("name", step.name())
                    .put("startMillis", since(step.start()))
                    .put("millis", duration == null ? null : duration.toMillis());
        }
    }

    private void parts(ArrayNode rows) {
        for (Timing part : run.timings().all()) {
            rows.addObject()
                    .put("what", part.what())
                    .put("kind", part.kind().name().toLowerCase(Locale.ROOT))
                    .put("startMillis", since(part.start()))
                    .put("millis", part.duration().toMillis());
        }
    }

    private long since(Instant instant) {
        return Duration.between(start, instant).toMillis();
    }
}
