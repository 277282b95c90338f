package com.piprio.upgrader.cli;

import com.piprio.release.Catalogue;
import com.piprio.release.Migration;
import com.piprio.release.MigrationClass;
import com.piprio.release.PathDecision;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.plan.Planner;
import com.piprio.upgrader.release.FetchedRelease;
import com.piprio.upgrader.release.ReleaseOffer;
import com.piprio.upgrader.release.ReleaseSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way from the release that runs to the one that was asked for.
 *
 * @param source release that runs
 * @param hops what to upgrade to, one after the other; the last is the goal
 * @param published versions that the registry has
 * @param notes what the operator should hear of before
 */
record ResolvedPath(
        ReleaseVersion source, List<FetchedRelease> hops, List<ReleaseVersion> published, List<String> notes) {

    /**
     * Asks the registry.
     *
     * @param wanted empty for the newest release
     * @throws com.piprio.operator.OperatorException when no path leads there
     */
    static ResolvedPath find(ReleaseSource releases, ReleaseVersion source, Optional<ReleaseVersion> wanted) {
        ReleaseOffer offer = new ReleaseOffer(releases);
        FetchedRelease goal = offer.select(wanted.orElseGet(() -> offer.newest(source)));
        ReleaseVersion version = goal.release().version();
        List<FetchedRelease> hops = List.of(goal);
        PathDecision decision = offer.path(source, goal);
        if (decision instanceof PathDecision.Refused refused) {
            throw offer.lacks(source, goal)
                    .orElseGet(() -> Planner.refusal(refused, source, version, releases.option()));
        }
        if (decision instanceof PathDecision.ThroughStops stops) {
            hops = stops.hops().stream().map(offer::fetch).toList();
        }
        List<String> notes = new ArrayList<>(offer.notes());
        if (!offer.whyWithdrawn(source).isEmpty()) {
            notes.add("release " + source + ", which runs here, was withdrawn: " + offer.whyWithdrawn(source));
        }
        return new ResolvedPath(source, hops, offer.published(), notes);
    }

    FetchedRelease first() {
        return hops.get(0);
    }

    FetchedRelease goal() {
        return hops.get(hops.size() - 1);
    }

    boolean direct() {
        return hops.size() == 1;
    }

    List<ReleaseVersion> versions() {
        return hops.stream().map(hop -> hop.release().version()).toList();
    }

    /** True when the source cannot run on the schema of the goal. */
    boolean hasOfflineMigration() {
        return goal().catalogue().migrationsBetween(source, goal().release().version()).stream()
                .anyMatch(ResolvedPath::offline);
    }

    private static boolean offline(Migration migration) {
        return migration.kind() == MigrationClass.OFFLINE;
    }

    /** Each hop on a line, under a headline; empty for a path without stops. */
    List<String> lines() {
        if (direct()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("Path " + source + " -> " + goal().release().version() + ": " + hops.size()
                + " hops, each a complete upgrade with a bundle of its own");
        Catalogue catalogue = goal().catalogue();
        ReleaseVersion from = source;
        for (ReleaseVersion to : versions()) {
            List<Migration> pending = catalogue.migrationsBetween(from, to);
            long offline = pending.stream().filter(ResolvedPath::offline).count();
            lines.add("  " + from + " -> " + to + "  migrations " + pending.size() + ", offline " + offline);
            from = to;
        }
        return lines;
    }
}
