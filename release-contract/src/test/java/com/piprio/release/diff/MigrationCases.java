package com.piprio.release.diff;

import static com.piprio.release.diff.Pair.migration;

import com.piprio.release.Catalogue;
import com.piprio.release.Release;
import com.piprio.release.ReleaseFile;
import java.util.List;

/** What migrations do. */
final class MigrationCases {

    private MigrationCases() {}

    static void addTo(RuleCases cases) {
        cases.add("M1", () -> migration("class: online"), () -> migration("class: online, scans: [documents]"));
        cases.add("M2", () -> migration("class: online, scans: [documents]"), () -> migration("class: online"));
        cases.add("M3", () -> migration("class: offline"), () -> migration("class: online"));
        cases.add(
                "M4",
                () -> migration("class: online, unusedSince: 1.6.0"),
                () -> migration("class: online, unusedSince: 1.5.0"));
        cases.add("M5", MigrationCases::editedHistory, () -> migration("class: offline, scans: [documents]"));
        cases.add(
                "M6",
                () -> migration("class: online, extensions: [pgcrypto]"),
                () -> migration("class: online, extensions: []"));
        cases.add(
                "M7",
                () -> migration("class: online, transactional: false, reentrant: false"),
                () -> migration("class: online, transactional: false"));
    }

    /** The newer release's catalogue has another text for a migration that the older one applied. */
    private static List<Difference> editedHistory() {
        Release before = Pair.older();
        Release after = ReleaseFile.parse(Pair.YAML.replace("sha256: aaaa", "sha256: bbbb"), "r");
        return ContractDiff.between(
                PublishedRelease.of(Catalogue.of(List.of(before)), before, null),
                PublishedRelease.of(Catalogue.of(List.of(after)), after, null));
    }
}
