package com.piprio.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.release.PathDecision.Allowed;
import com.piprio.release.PathDecision.Cause;
import com.piprio.release.PathDecision.Refused;
import com.piprio.release.PathDecision.ThroughStops;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The path through any catalogue against every path that there is, tried one after the other. */
class RandomCataloguesTest {
    /** Few enough to try every subset of those between. */
    private static final int MOST = 8;

    /**
     * One release: its number is its place.
     *
     * @param lowestSource place of the lowest source, at most its own
     * @param stops places below its own
     */
    private record Entry(int lowestSource, Set<Integer> stops, boolean published, boolean withdrawn) {
        boolean mayBePassed() {
            return published && !withdrawn;
        }

        /** As {@code docs/contract.md} says it. */
        boolean takes(int source, int itself) {
            return source >= lowestSource && stops.stream().noneMatch(stop -> stop > source && stop < itself);
        }
    }

    @Provide
    Arbitrary<List<Entry>> catalogues() {
        Arbitrary<Entry> entry = Combinators.combine(
                        Arbitraries.integers().between(0, MOST - 1),
                        Arbitraries.integers().between(0, MOST - 1).set().ofMaxSize(2),
                        Arbitraries.frequency(Tuple.of(6, true), Tuple.of(1, false)),
                        Arbitraries.frequency(Tuple.of(6, false), Tuple.of(1, true)))
                .as(Entry::new);
        return entry.list().ofMinSize(2).ofMaxSize(MOST).map(RandomCataloguesTest::fitting);
    }

    /** Lowest sources and stops name releases that are there and older. */
    private static List<Entry> fitting(List<Entry> drawn) {
        List<Entry> fitting = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            int place = i;
            Entry entry = drawn.get(i);
            Set<Integer> stops = new HashSet<>(entry.stops());
            stops.removeIf(stop -> stop >= place);
            fitting.add(new Entry(Math.min(entry.lowestSource(), i), stops, entry.published(), entry.withdrawn()));
        }
        return fitting;
    }

    @Property(tries = 1000)
    void thePathIsTheShortestOrTheRuleIsNamed(@ForAll("catalogues") List<Entry> entries) {
        UpgradePath path = path(entries);
        for (int source = 0; source < entries.size(); source++) {
            for (int target = source + 1; target < entries.size(); target++) {
                PathDecision decision = path.decide(version(source), version(target));
                if (entries.get(target).withdrawn()) {
                    assertThat(cause(decision)).contains(Cause.WITHDRAWN);
                    continue;
                }
                int shortest = shortest(entries, source, target);
                assertThat(hops(decision, target)).hasSize(shortest);
                if (shortest == 0) {
                    assertThat(cause(decision))
                            .contains(
                                    source < entries.get(target).lowestSource()
                                            ? Cause.SOURCE_TOO_OLD
                                            : Cause.STOP_CLOSED);
                } else {
                    assertAllowed(entries, source, hops(decision, target));
                }
            }
        }
    }

    private static void assertAllowed(List<Entry> entries, int source, List<Integer> hops) {
        int here = source;
        for (int hop : hops) {
            assertThat(entries.get(hop).takes(here, hop)).isTrue();
            assertThat(hop == hops.get(hops.size() - 1) || entries.get(hop).mayBePassed())
                    .isTrue();
            here = hop;
        }
    }

    /** The fewest hops of any way, and 0 where there is none. */
    private static int shortest(List<Entry> entries, int source, int target) {
        int best = 0;
        for (int subset = 0; subset < 1 << (target - source - 1); subset++) {
            int hops = Integer.bitCount(subset) + 1;
            if ((best == 0 || hops < best) && leads(entries, source, target, subset)) {
                best = hops;
            }
        }
        return best;
    }

    private static boolean leads(List<Entry> entries, int source, int target, int subset) {
        int here = source;
        for (int next = source + 1; next <= target; next++) {
            boolean passed = next == target || (subset >> (next - source - 1) & 1) == 1;
            if (passed) {
                boolean open = next == target || entries.get(next).mayBePassed();
                if (!open || !entries.get(next).takes(here, next)) {
                    return false;
                }
                here = next;
            }
        }
        return true;
    }

    private static List<Integer> hops(PathDecision decision, int target) {
        if (decision instanceof ThroughStops stops) {
            assertThat(stops.hops()).hasSizeGreaterThan(1).last().isEqualTo(version(target));
            return stops.hops().stream().map(ReleaseVersion::minor).toList();
        }
        return decision instanceof Allowed ? List.of(target) : List.of();
    }

    private static Optional<Cause> cause(PathDecision decision) {
        return decision instanceof Refused refused ? Optional.of(refused.cause()) : Optional.empty();
    }

    private static UpgradePath path(List<Entry> entries) {
        List<Release> releases = new ArrayList<>();
        List<ReleaseVersion> published = new ArrayList<>();
        Map<ReleaseVersion, String> withdrawn = new TreeMap<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            releases.add(Releases.withPath(
                    Releases.release(version(i).toString(), "2026-01-01", "1.0.0", "1.0.0", MigrationClass.ONLINE),
                    version(entry.lowestSource()).toString(),
                    entry.stops().stream().map(RandomCataloguesTest::version).toList(),
                    List.of()));
            if (entry.published()) {
                published.add(version(i));
            }
            if (entry.withdrawn()) {
                withdrawn.put(version(i), "no good");
            }
        }
        return new UpgradePath(Catalogue.of(releases), published, withdrawn);
    }

    private static ReleaseVersion version(int place) {
        return new ReleaseVersion(1, place, 0);
    }
}
