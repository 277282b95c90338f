package com.piprio.e2e.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** What the load saw. A request counts as failed when it got no answer, or one that it should not get. */
public record TrafficReport(List<Exchange> exchanges) {

    private static final int SHOWN = 20;

    public TrafficReport {
        exchanges = exchanges.stream()
                .sorted(Comparator.comparing(Exchange::endedAt))
                .toList();
    }

    public List<Exchange> failed() {
        return exchanges.stream().filter(exchange -> !exchange.ok()).toList();
    }

    public int total() {
        return exchanges.size();
    }

    public Duration worstLatency() {
        return exchanges.stream()
                .map(Exchange::latency)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** The longest time between two good answers to requests of one kind: what such a user would call the outage. */
    public Duration longestGap(String kind) {
        Duration longest = Duration.ZERO;
        Instant previous = null;
        for (Exchange exchange : exchanges) {
            if (exchange.ok() && exchange.kind().equals(kind)) {
                if (previous != null) {
                    Duration gap = Duration.between(previous, exchange.endedAt());
                    longest = gap.compareTo(longest) > 0 ? gap : longest;
                }
                previous = exchange.endedAt();
            }
        }
        return longest;
    }

    /** No request failed, and there were enough of them to say so. */
    public TrafficReport expectNoFailure(int atLeast) {
        if (total() < atLeast) {
            throw new AssertionError("expected at least " + atLeast + " requests\n" + printed());
        }
        if (!failed().isEmpty()) {
            throw new AssertionError("expected no failed request\n" + printed());
        }
        return this;
    }

    public TrafficReport expectWorstLatency(Duration atMost) {
        if (worstLatency().compareTo(atMost) > 0) {
            throw new AssertionError("expected no latency above " + atMost.toMillis() + " ms\n" + printed());
        }
        return this;
    }

    public String printed() {
        StringBuilder text = new StringBuilder(String.format(
                "%d requests, %d failed, worst latency %d ms%n",
                total(), failed().size(), worstLatency().toMillis()));
        exchanges.stream()
                .map(Exchange::kind)
                .distinct()
                .sorted()
                .forEach(kind -> text.append(String.format(
                        "  %-7s %5d, longest gap %d ms%n",
                        kind,
                        exchanges.stream()
                                .filter(exchange -> exchange.kind().equals(kind))
                                .count(),
                        longestGap(kind).toMillis())));
        failed().stream()
                .limit(SHOWN)
                .forEach(exchange -> text.append("  failed: ").append(exchange).append('\n'));
        return text.toString();
    }
}
