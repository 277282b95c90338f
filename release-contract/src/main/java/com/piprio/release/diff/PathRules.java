package com.piprio.release.diff;

import static com.piprio.release.diff.Handling.ACTION;
import static com.piprio.release.diff.Handling.BLOCK;
import static com.piprio.release.diff.Verdict.BREAKING;

import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import java.util.List;

/** U: whether one release leads to the other. */
final class PathRules {
    static final Family<Change<Release>> FAMILY = new Family<>(
            List.of(
                    new Rule<>(
                            "U1",
                            BREAKING,
                            BLOCK,
                            "no direct upgrade",
                            "the older release is below the lowest source",
                            "upgrade to a release between them first",
                            r -> r.was().version().isBefore(r.now().lowestSource())),
                    new Rule<>(
                            "U2",
                            BREAKING,
                            BLOCK,
                            "release does not say what the one before said",
                            "a promise that is not repeated cannot be checked",
                            "publish it with a complete release.yaml",
                            r -> r.was().contract() != null && r.now().contract() == null),
                    new Rule<>(
                            "U3",
                            BREAKING,
                            ACTION,
                            "required stop on the way",
                            "the release in between finishes something that the newer one relies on",
                            "upgrade to the stop first",
                            r -> !stops(r).isEmpty())),
            Change::name,
            r -> Family.joined(
                    r.was().version().isBefore(r.now().lowestSource())
                            ? "lowest source " + r.now().lowestSource()
                            : "",
                    stops(r).isEmpty() ? "" : "stop at " + stops(r)));

    private PathRules() {}

    private static List<ReleaseVersion> stops(Change<Release> r) {
        return r.now().stopsAfter(r.was().version());
    }
}
