package com.piprio.release.diff;

import com.piprio.release.Catalogue;
import com.piprio.release.InvalidReleaseException;
import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What changed from release to release: the notes of each, and what differs from the one before. */
public final class Changelog {
    private Changelog() {}

    /**
     * One section for each release after the first up to the last, newest first.
     *
     * @param folder of releases
     * @param from the release that the reader knows; it gets no section
     * @throws InvalidReleaseException when one of them is not in the folder, or the order is wrong
     */
    public static List<String> markdown(Path folder, ReleaseVersion from, ReleaseVersion to) {
        List<Release> releases = Catalogue.read(folder).releases();
        for (ReleaseVersion named : List.of(from, to)) {
            if (releases.stream().noneMatch(release -> release.version().equals(named))) {
                throw new InvalidReleaseException("release " + named + " is not in " + folder);
            }
        }
        if (!from.isBefore(to)) {
            throw new InvalidReleaseException("release " + from + " is not before " + to);
        }
        List<String> lines = new ArrayList<>();
        for (int i = releases.size() - 1; i > 0; i--) {
            Release release = releases.get(i);
            if (release.version().isAfter(from) && !release.version().isAfter(to)) {
                lines.add("## " + release.version() + " (" + release.date() + ")");
                lines.add("");
                release.notes().lines().forEach(lines::add);
                lines.add("");
                lines.addAll(differences(folder, releases.get(i - 1).version(), release.version()));
                lines.add("");
            }
        }
        return lines;
    }

    /** What differs between a release and the one before it. */
    public static List<String> differences(Path folder, ReleaseVersion before, ReleaseVersion after) {
        return DifferenceText.changelog(
                ContractDiff.between(PublishedRelease.read(folder, before), PublishedRelease.read(folder, after)));
    }
}
