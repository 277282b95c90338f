package com.piprio.api.contract;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The deprecated operations of the running release, how often each was called and when lastly. The counts are those of
 * this process: they end with it, and of two that run during a cut-over each has its own.
 */
@ApplicationScoped
public class Deprecations {

    private final Map<String, Use> uses = new TreeMap<>();
    private final Instant countedSince = Instant.now();

    Deprecations(ReleaseContract contract) {
        contract.notices().forEach((operation, notice) -> uses.put(operation, new Use(notice)));
    }

    /** The calls of one operation. Of two at the same moment either may be the last. */
    private static final class Use {

        private final Notice notice;
        private final LongAdder calls = new LongAdder();
        private volatile @Nullable Instant last;

        Use(Notice notice) {
            this.notice = notice;
        }

        Notice called() {
            calls.increment();
            last = Instant.now();
            return notice;
        }
    }

    /**
     * Counts a call, when the operation is deprecated.
     *
     * @param operation method and path as they are published
     * @return what the answer has to say
     */
    public Optional<Notice> called(String operation) {
        return Optional.ofNullable(uses.get(operation)).map(Use::called);
    }

    /** How often each deprecated operation was called, also when never. */
    Map<String, Long> calls() {
        Map<String, Long> sums = new LinkedHashMap<>();
        uses.forEach((operation, use) -> sums.put(operation, use.calls.sum()));
        return sums;
    }

    /** When each deprecated operation was called lastly, without those that never were. */
    Map<String, Instant> lastCalls() {
        Map<String, Instant> last = new LinkedHashMap<>();
        uses.forEach((operation, use) -> {
            Instant moment = use.last;
            if (moment != null) {
                last.put(operation, moment);
            }
        });
        return last;
    }

    /** When the counts began: no later than the first request that this process served. */
    Instant countedSince() {
        return countedSince;
    }
}
