package com.piprio.upgrader.availability;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;

/** {@link Availability} as the history keeps it; documented for programs in {@code docs/operations/upgrade.md}. */
public final class AvailabilityJson {
    private AvailabilityJson() {}

    /** Without figures when nothing was measured: zeros would be taken for a result. */
    public static ObjectNode write(Availability availability) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (availability.measured()) {
            count(json, availability.total());
            ObjectNode reasons = json.putObject("reasons");
            new TreeMap<>(availability.reasons()).forEach(reasons::put);
            ArrayNode steps = json.putArray("steps");
            for (Availability.StepCount step : availability.steps()) {
                count(steps.addObject().put("step", step.step()), step.count());
            }
        }
        return json.put("problem", availability.problem());
    }

    private static void count(ObjectNode json, Availability.Count count) {
        json.put("requests", count.requests())
                .put("ok", count.ok())
                .put("maintenance", count.maintenance())
                .put("failed", count.failed())
                .put("unanswered", count.unanswered())
                .put("longestGapMillis", count.longestGap().toMillis())
                .put("worstLatencyMillis", count.worstLatency().toMillis());
    }
}
