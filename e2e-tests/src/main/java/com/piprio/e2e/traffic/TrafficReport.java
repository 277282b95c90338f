package com.piprio.e2e.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** Of requests whose answer is due at once. */
    public Duration worstLatency() {
        return shortOnes().map(Exchange::latency).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** The slowest answers to requests whose answer is due at once, the slowest first. */
    public List<Exchange> slowest(int atMost) {
        return shortOnes()
                .sorted(Comparator.comparing(Exchange::latency).reversed())
                .limit(atMost)
                .toList();
    }

    /** The longest time between two good answers to requests of one kind: what such a user would call the outage. */
    public Duration longestGap(Kind kind) {
        return gap(exchanges.stream().filter(exchange -> exchange.kind() == kind));
    }

    /** The longest time without any good answer to a request whose answer is due at once. */
    public Duration longestGap() {
        return gap(shortOnes());
    }

    private Stream<Exchange> shortOnes() {
        return exchanges.stream().filter(exchange -> exchange.kind().isShort());
    }

    /** From the first request to the last answer, whatever it was: an outage that never ended is one. */
    private static Duration gap(Stream<Exchange> some) {
        List<Exchange> all = some.toList();
        if (all.isEmpty()) {
            return Duration.ZERO;
        }
        List<Instant> good = new ArrayList<>();
        good.add(
                all.stream().map(Exchange::dueAt).min(Comparator.naturalOrder()).orElseThrow());
        all.stream().filter(Exchange::ok).map(Exchange::endedAt).forEach(good::add);
        good.add(all.get(all.size() - 1).endedAt());
        Duration longest = Duration.ZERO;
        for (int index = 1; index < good.size(); index++) {
            Duration gap = Duration.between(good.get(index - 1), good.get(index));
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest;
    }

    /** The part that was to be sent before this time. */
    public TrafficReport dueBefore(Instant time) {
        return new TrafficReport(exchanges.stream()
                .filter(exchange -> exchange.dueAt().isBefore(time))
                .toList());
    }

    /** The part that was to be sent at this time or later. */
    public TrafficReport dueFrom(Instant time) {
        return new TrafficReport(exchanges.stream()
                .filter(exchange -> !exchange.dueAt().isBefore(time))
                .toList());
    }

    /** How many requests there were, of each kind that there was. */
    public Map<Kind, Integer> totals() {
        return counted(exchanges, Exchange::kind);
    }

    /** How many failed of each kind of which any did. */
    public Map<Kind, Integer> failures() {
        return counted(failed(), Exchange::kind);
    }

    /** How many failed for each reason. */
    public Map<String, Integer> reasons() {
        return counted(failed(), Exchange::reason);
    }

    private static <K> Map<K, Integer> counted(List<Exchange> exchanges, Function<Exchange, K> by) {
        return exchanges.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.summingInt(one -> 1)));
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
                "%d requests, %d failed, worst latency %d ms, longest gap %d ms%n",
                total(),
                failed().size(),
                worstLatency().toMillis(),
                longestGap().toMillis()));
        totals().forEach((kind, count) -> text.append(String.format(
                "  %-7s %5d, %d failed, longest gap %d ms%n",
                kind, count, failures().getOrDefault(kind, 0), longestGap(kind).toMillis())));
        reasons().forEach((reason, count) -> text.append(String.format("  %d times: %s%n", count, reason)));
        failed().stream()
                .limit(SHOWN)
                .forEach(exchange -> text.append("  failed: ").append(exchange).append('\n'));
        return text.toString();
    }
}
