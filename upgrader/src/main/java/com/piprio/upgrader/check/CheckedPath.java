package com.piprio.upgrader.check;

import com.piprio.operator.OperatorException;
import com.piprio.release.Catalogue;
import com.piprio.release.PathDecision;
import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import com.piprio.release.diff.ApiDocument;
import com.piprio.upgrader.plan.Planner;
import com.piprio.upgrader.release.FetchedRelease;
import com.piprio.upgrader.release.ReleaseOffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The upgrades that a check looks at.
 *
 * @param catalogue every release up to the last of the path
 * @param apis API documents of these releases, as far as they are at hand
 * @param hops what to upgrade to, one after the other; the last is the target
 */
public record CheckedPath(Catalogue catalogue, Map<ReleaseVersion, ApiDocument> apis, List<Release> hops) {
    /** Where no path leads to the target, rules U say why, beside everything else that would have to be done. */
    private static final Set<PathDecision.Cause> ROWS =
            Set.of(PathDecision.Cause.SOURCE_TOO_OLD, PathDecision.Cause.STOP_CLOSED);

    public CheckedPath {
        apis = Map.copyOf(apis);
        hops = List.copyOf(hops);
    }

    /** The upgrade to one release. */
    public static CheckedPath direct(FetchedRelease target) {
        return new CheckedPath(target.catalogue(), target.apis(), List.of(target.release()));
    }

    /**
     * The way from the release that runs to another, over the stops that it takes.
     *
     * @param wanted empty for the newest release
     * @param option what commands are to be told besides, see {@link com.piprio.upgrader.release.ReleaseSource#option}
     * @throws OperatorException when the target cannot be had, or there is nothing to compare it with
     */
    public static CheckedPath find(
            ReleaseOffer offer, ReleaseVersion source, Optional<ReleaseVersion> wanted, String option) {
        FetchedRelease target = offer.select(wanted.orElseGet(() -> offer.newest(source)));
        PathDecision decision = offer.path(source, target);
        if (decision instanceof PathDecision.Refused refused && !ROWS.contains(refused.cause())) {
            throw Planner.refusal(refused, source, target.release().version(), option);
        }
        return decision instanceof PathDecision.ThroughStops stops
                ? over(stops, offer.catalogue(target), target)
                : direct(target);
    }

    private static CheckedPath over(PathDecision.ThroughStops stops, Catalogue known, FetchedRelease target) {
        List<Release> hops = new ArrayList<>();
        stops.hops().stream().map(known::find).flatMap(Optional::stream).forEach(hops::add);
        hops.set(hops.size() - 1, target.release());
        return new CheckedPath(known, target.apis(), hops);
    }

    /** The last release of the path. */
    Release target() {
        return hops.get(hops.size() - 1);
    }

    Optional<ApiDocument> api(Release release) {
        return Optional.ofNullable(apis.get(release.version()));
    }
}
