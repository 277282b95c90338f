package com.piprio.api.contract;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The deprecated operations of the running release, and how often each was called. The counts are those of this
 * process: they end with it, and of two that run during a cut-over each has its own.
 */
@ApplicationScoped
public class Deprecations {

    private final Map<String, Use> uses = new TreeMap<>();
    private final Instant countedSince = Instant.now();

    Deprecations(ReleaseContract contract) {
        contract.notices().forEach((operation, notice) -> uses.put(operation, new Use(notice, new LongAdder())));
    }

    private record Use(Notice notice, LongAdder calls) {}

    /**
     * Counts a call, when the operation is deprecated.
     *
     * @param operation method and path as they are published
     * @return what the answer has to say
     */
    public Optional<Notice> called(String operation) {
        return Optional.ofNullable(uses.get(operation)).map(use -> {
            use.calls().increment();
            return use.notice();
        });
    }

    /** How often each deprecated operation was called, also when never. */
    Map<String, Long> calls() {
        Map<String, Long> sums = new LinkedHashMap<>();
        uses.forEach((operation, use) -> sums.put(operation, use.calls().sum()));
        return sums;
    }

    /** When the counts began: no later than the first request that this process served. */
    Instant countedSince() {
        return countedSince;
    }
}
