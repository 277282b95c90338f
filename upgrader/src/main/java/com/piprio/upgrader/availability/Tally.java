package com.piprio.upgrader.availability;

import com.piprio.upgrader.availability.Availability.Count;
import com.piprio.upgrader.availability.Availability.StepCount;
import com.piprio.upgrader.report.StepTimes;
import com.piprio.upgrader.report.StepTimes.StepTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests as they end, so that a run of hours needs no more memory than one of seconds: figures by step, the
 * requests under way, and the last success of each path. Safe for use by several threads.
 */
final class Tally {
    private final StepTimes steps;
    private final Counter total = new Counter();
    private final List<Counter> bySteps = new ArrayList<>();
    private final Map<String, Long> reasons = new TreeMap<>();
    private final Map<Long, Instant> underWay = new HashMap<>();
    /** Of each path, because successes of one must not hide that the other is away. */
    private final Map<String, Instant> lastSuccess = new HashMap<>();

    private @Nullable String problem;
    private @Nullable Availability result;

    /** @param start when the first request is due; a gap may begin here */
    Tally(StepTimes steps, Instant start) {
        this.steps = steps;
        lastSuccess.put(Sample.Request.API, start);
        lastSuccess.put(Sample.Request.WEB, start);
    }

    /** A request is on its way. */
    synchronized void sent(long number, Instant due) {
        underWay.put(number, due);
    }

    /** How many are on their way. */
    synchronized int underWay() {
        return underWay.size();
    }

    /** A request could not be sent for a reason that lies in this program: it counts for nothing. */
    synchronized void notSent(long number, String why) {
        underWay.remove(number);
        problem = why;
    }

    /** Nothing was looked at until now, for a reason that lies in this program: no gap is concluded from it. */
    synchronized void blind(Instant until, String why) {
        lastSuccess.replaceAll((path, before) -> until);
        problem = why;
    }

    /** A request has ended; nothing happens when the result was given already. */
    synchronized void ended(long number, Sample sample) {
        if (result != null) {
            return;
        }
        underWay.remove(number);
        count(sample.due(), sample.latency(), sample.answer().kind());
        if (sample.answer().kind() == Sample.Answer.Kind.FAILED) {
            reasons.merge(sample.answer().detail(), 1L, Long::sum);
        }
        if (sample.answer().kind() == Sample.Answer.Kind.OK) {
            gap(sample.request().path(), sample.end());
        }
    }

    /** Gives the figures; what is still under way counts as unanswered. */
    synchronized Availability end(Instant now) {
        if (result == null) {
            underWay.values().forEach(due -> count(due, Duration.between(due, now), null));
            List.copyOf(lastSuccess.keySet()).forEach(path -> gap(path, now));
            result = new Availability(total.count(), reasons, stepCounts(), problem());
        }
        return result;
    }

    private @Nullable String problem() {
        return problem == null && total.requests == 0 ? "no request was sent before the run ended" : problem;
    }

    /** The step in which this instant lies, as its number; what lies before the first step belongs to that. */
    String stepAt(Instant instant) {
        List<StepTime> times = steps.all();
        return times.isEmpty() ? "no step" : times.get(stepAt(times, instant)).name();
    }

    private static int stepAt(List<StepTime> times, Instant instant) {
        int found = 0;
        for (int i = 1; i < times.size(); i++) {
            if (!times.get(i).start().isAfter(instant)) {
                found = i;
            }
        }
        return found;
    }

    private void count(Instant due, Duration latency, Sample.Answer.@Nullable Kind kind) {
        total.add(latency, kind);
        List<StepTime> times = steps.all();
        if (!times.isEmpty()) {
            step(stepAt(times, due)).add(latency, kind);
        }
    }

    private void gap(String path, Instant until) {
        Instant since = lastSuccess.get(path);
        // Answers may end in another order than that in which they are counted.
        if (since == null || !until.isAfter(since)) {
            return;
        }
        lastSuccess.put(path, until);
        total.gap(Duration.between(since, until));
        List<StepTime> times = steps.all();
        for (int i = 0; i < times.size(); i++) {
            Instant from = i == 0 || times.get(i).start().isBefore(since)
                    ? since
                    : times.get(i).start();
            boolean last = i == times.size() - 1 || times.get(i + 1).start().isAfter(until);
            Instant to = last ? until : times.get(i + 1).start();
            if (to.isAfter(from)) {
                step(i).gap(Duration.between(from, to));
            }
        }
    }

    private Counter step(int number) {
        while (bySteps.size() <= number) {
            bySteps.add(new Counter());
        }
        return bySteps.get(number);
    }

    private List<StepCount> stepCounts() {
        List<StepCount> counts = new ArrayList<>();
        List<StepTime> times = steps.all();
        for (int i = 0; i < bySteps.size(); i++) {
            if (bySteps.get(i).requests > 0) {
                counts.add(new StepCount(times.get(i).name(), bySteps.get(i).count()));
            }
        }
        return counts;
    }

    /** Figures that grow. */
    private static final class Counter {
        private long requests;
        private long ok;
        private long maintenance;
        private long failed;
        private long unanswered;
        private Duration longestGap = Duration.ZERO;
        private Duration worstLatency = Duration.ZERO;

        private void add(Duration latency, Sample.Answer.@Nullable Kind kind) {
            requests++;
            if (kind == null) {
                unanswered++;
            } else {
                switch (kind) {
                    case OK -> ok++;
                    case MAINTENANCE -> maintenance++;
                    case FAILED -> failed++;
                }
            }
            worstLatency = longer(worstLatency, latency);
        }

        private void gap(Duration gap) {
            longestGap = longer(longestGap, gap);
        }

        private static Duration longer(Duration first, Duration second) {
            return first.compareTo(second) >= 0 ? first : second;
        }

        private Count count() {
            return new Count(requests, ok, maintenance, failed, unanswered, longestGap, worstLatency);
        }
    }
}
