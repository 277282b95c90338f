package com.piprio.release.diff;

import static com.piprio.release.diff.Pair.edited;

import com.piprio.release.Catalogue;
import com.piprio.release.Release;
import com.piprio.release.ReleaseCopy;
import com.piprio.release.ReleaseVersion;
import java.util.List;

/** What becomes of the ways to a release. */
final class PathCases {

    private PathCases() {}

    static void addTo(RuleCases cases) {
        cases.add(
                "U1",
                () -> edited("lowestSource: 1.5.0", "lowestSource: 1.6.0"),
                () -> edited("lowestSource: 1.5.0", "lowestSource: 1.4.0"));
        cases.add("U2", () -> withoutContract(true), () -> withoutContract(false));
        cases.add(
                "U3",
                () -> edited("lowestSource: 1.5.0", "lowestSource: 1.5.0\n  stops: [1.5.5]"),
                () -> edited("lowestSource: 1.5.0", "lowestSource: 1.5.0\n  stops: [1.5.0]"));
    }

    private static List<Difference> withoutContract(boolean newerLacksIt) {
        Release complete = Pair.older();
        Release minimal = ReleaseCopy.of(complete, copy -> {
            copy.version = ReleaseVersion.parse(newerLacksIt ? "1.6.0" : "1.4.0");
            copy.lowestSource = ReleaseVersion.parse("1.4.0");
            copy.migrations = List.of();
            copy.contract = null;
        });
        Catalogue catalogue = Catalogue.of(List.of(complete, minimal));
        PublishedRelease one = PublishedRelease.of(catalogue, complete, null);
        PublishedRelease other = PublishedRelease.of(catalogue, minimal, null);
        return newerLacksIt ? ContractDiff.between(one, other) : ContractDiff.between(other, one);
    }
}
