package com.piprio.upgrader.availability;

import com.piprio.upgrader.report.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@link Availability} in the words an operator reads. */
public final class AvailabilityText {
    private AvailabilityText() {}

    /** One line for the whole run, then one for each step in which clients may have noticed something. */
    public static List<String> lines(Availability availability) {
        if (!availability.measured()) {
            return List.of("not measured: " + availability.problem());
        }
        List<String> lines = new ArrayList<>();
        lines.add(answered(availability.total()) + failures(availability) + "; " + times(availability.total()));
        for (Availability.StepCount step : availability.steps()) {
            if (step.count().noticeable()) {
                lines.add(step.step() + ": " + answered(step.count()) + "; " + times(step.count()));
            }
        }
        if (availability.problem() != null) {
            lines.add("not all was measured: " + availability.problem());
        }
        return lines;
    }

    private static String answered(Availability.Count count) {
        return count.ok() + " of " + count.requests() + " requests answered"
                + some(count.maintenance(), "with maintenance")
                + some(count.unanswered(), "still waiting")
                + some(count.failed(), "failed");
    }

    private static String some(long number, String what) {
        return number == 0 ? "" : ", " + number + " " + what;
    }

    private static String failures(Availability availability) {
        if (availability.reasons().isEmpty()) {
            return "";
        }
        return availability.reasons().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(reason -> reason.getKey() + ": " + reason.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String times(Availability.Count count) {
        return "slowest " + Texts.seconds(count.worstLatency()) + "; longest gap " + Texts.seconds(count.longestGap());
    }
}
