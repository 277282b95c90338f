package com.piprio.e2e.traffic;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much load: requests a second of each kind, started at fixed times whether or not earlier ones were answered
 * (open loop), and an end after which nothing more is sent in any case.
 *
 * @param inFlight the most requests at a time; one more counts as failed
 */
public record Profile(Map<Kind, Double> perSecond, int inFlight, Duration limit) {

    /** One download is always under way: each takes ten seconds, and they begin eight seconds apart. */
    private static final double STREAMS = 1.0 / 8;

    public Profile {
        perSecond = Map.copyOf(perSecond);
    }

    /** What two cores bear beside an upgrade. */
    public static Profile modest() {
        return new Profile(
                Map.of(Kind.READ, 10.0, Kind.PAGE, 5.0, Kind.UPLOAD, 4.0, Kind.JOB, 2.0), 400, Duration.ofMinutes(4));
    }

    /** This many requests to the API a second, mostly reads, with every kind among them. */
    public static Profile ofApi(double total, Duration limit) {
        Map<Kind, Double> rates = new EnumMap<>(Kind.class);
        rates.put(Kind.UPLOAD, total * 0.15);
        rates.put(Kind.JOB, total * 0.05);
        rates.put(Kind.REPLACE, total * 0.07);
        rates.put(Kind.WAIT, total * 0.03);
        rates.put(Kind.STREAM, STREAMS);
        rates.put(
                Kind.READ,
                total - rates.values().stream().mapToDouble(rate -> rate).sum());
        return new Profile(rates, 6_000, limit);
    }

    /** The same without a kind, for a release that does not offer it. */
    public Profile without(Kind kind) {
        Map<Kind, Double> rates = new EnumMap<>(perSecond);
        rates.remove(kind);
        return new Profile(rates, inFlight, limit);
    }

    boolean has(Kind kind) {
        return perSecond.getOrDefault(kind, 0.0) > 0;
    }

    double rate(Kind kind) {
        return perSecond.getOrDefault(kind, 0.0);
    }
}
