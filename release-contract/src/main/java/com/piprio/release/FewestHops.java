package com.piprio.release;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The shortest way to a target. Of ways that are equally short it is the one over the stops that the target names, since
 * its publisher tried that one, and then the one over the newest releases.
 */
final class FewestHops {
    private static final int NO_WAY = Integer.MAX_VALUE;

    private final List<Release> hops;
    private final Release target;
    private final Map<ReleaseVersion, Integer> distances = new HashMap<>();

    /** @param between what may be passed on the way, ascending */
    FewestHops(List<Release> between, Release target) {
        this.hops = Stream.concat(between.stream(), Stream.of(target)).toList();
        this.target = target;
        distances.put(target.version(), 0);
        // Hops lead upwards: from above downwards, what is ahead is known already.
        for (int i = between.size() - 1; i >= 0; i--) {
            ReleaseVersion here = between.get(i).version();
            distances.put(here, distanceFrom(here));
        }
    }

    private int distanceFrom(ReleaseVersion here) {
        return ahead(here)
                .mapToInt(this::distance)
                .filter(far -> far != NO_WAY)
                .map(far -> far + 1)
                .min()
                .orElse(NO_WAY);
    }

    private int distance(ReleaseVersion hop) {
        return distances.getOrDefault(hop, NO_WAY);
    }

    private Stream<ReleaseVersion> ahead(ReleaseVersion here) {
        return hops.stream().filter(next -> next.takes(here)).map(Release::version);
    }

    /** What to upgrade to, one after the other, the target last; none when no way leads there. */
    List<ReleaseVersion> from(ReleaseVersion source) {
        List<ReleaseVersion> way = new ArrayList<>();
        int far = distanceFrom(source);
        ReleaseVersion here = source;
        for (int left = far == NO_WAY ? 0 : far; left > 0; left--) {
            here = best(here, left - 1);
            way.add(here);
        }
        return way;
    }

    private ReleaseVersion best(ReleaseVersion here, int left) {
        return ahead(here)
                .filter(next -> distance(next) == left)
                .max(Comparator.comparing(
                                (ReleaseVersion next) -> target.stops().contains(next))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }
}
