package com.piprio.backup;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which bundles are kept: the newest one of each of the newest days, weeks and months that have any. Days are those of
 * UTC, as the names of bundles are, so neither a time zone nor a change of the clocks moves one.
 *
 * @param days how many days
 * @param weeks how many ISO weeks
 * @param months how many months
 * @param provenAtLeast as long as there are fewer proven bundles than this nothing is given up, and never so that fewer
 *     are left
 */
public record RetentionPolicy(int days, int weeks, int months, int provenAtLeast) {
    public static final RetentionPolicy DEFAULT = new RetentionPolicy(7, 4, 6, 3);

    private static final String NEWEST_PROVEN = "one of the newest proven";

    /**
     * A bundle as the policy sees it.
     *
     * @param proven whether it was found whole, see {@link BundleState#proven}
     * @param pinned why it is kept whatever its age; empty when it is not
     */
    public record Candidate(BundleId id, boolean proven, Collection<String> pinned) {
        public Candidate {
            pinned = List.copyOf(pinned);
        }
    }

    /** The bundles to keep, each with the reason; all others may be given up. */
    public SortedMap<BundleId, String> kept(Collection<Candidate> candidates, Instant now) {
        SortedMap<BundleId, String> kept = new TreeMap<>();
        for (Candidate candidate : candidates) {
            if (!candidate.pinned().isEmpty()) {
                kept.put(candidate.id(), "pinned: " + String.join(", ", candidate.pinned()));
            } else if (candidate.id().plannedAt().isAfter(now)) {
                // A clock that was wrong for a while must neither cost old bundles nor the ones made now.
                kept.put(candidate.id(), "made in the future of this clock");
            }
        }
        // Those take no place from the others: what is unpinned one day must leave a whole series behind.
        List<Candidate> ordinary = candidates.stream()
                .filter(candidate -> !kept.containsKey(candidate.id()))
                .sorted(Comparator.comparing(Candidate::id).reversed())
                .toList();
        List<Candidate> proven = ordinary.stream().filter(Candidate::proven).toList();
        if (candidates.stream().filter(Candidate::proven).count() < provenAtLeast) {
            ordinary.forEach(
                    candidate -> kept.put(candidate.id(), "fewer than " + provenAtLeast + " bundles are proven"));
        }
        // A bundle that nobody has proven takes no place from one that is, and keeps its own until there is one.
        keep(kept, proven);
        keep(kept, ordinary);
        proven.stream().limit(provenAtLeast).forEach(candidate -> kept.putIfAbsent(candidate.id(), NEWEST_PROVEN));
        return kept;
    }

    private void keep(SortedMap<BundleId, String> kept, List<Candidate> newestFirst) {
        keep(kept, newestFirst, days, "daily", day -> day);
        keep(
                kept,
                newestFirst,
                weeks,
                "weekly",
                day -> day.get(IsoFields.WEEK_BASED_YEAR) + "-" + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        keep(kept, newestFirst, months, "monthly", YearMonth::from);
    }

    private static void keep(
            SortedMap<BundleId, String> kept,
            List<Candidate> newestFirst,
            int periods,
            String reason,
            Function<LocalDate, Object> period) {
        Set<Object> seen = new HashSet<>();
        for (Candidate candidate : newestFirst) {
            LocalDate day = candidate.id().plannedAt().atOffset(ZoneOffset.UTC).toLocalDate();
            if (seen.size() < periods && seen.add(period.apply(day))) {
                kept.putIfAbsent(candidate.id(), reason);
            }
        }
    }
}
