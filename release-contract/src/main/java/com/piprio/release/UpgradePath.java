package com.piprio.release;

import com.piprio.release.PathDecision.Allowed;
import com.piprio.release.PathDecision.Cause;
import com.piprio.release.PathDecision.Refused;
import com.piprio.release.PathDecision.SameRelease;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides whether a source release may be upgraded to a target release. */
public final class UpgradePath {
    private UpgradePath() {}

    /** Never allows a downgrade, nor a release that the catalogue does not know. */
    public static PathDecision decide(Catalogue catalogue, ReleaseVersion source, ReleaseVersion target) {
        if (source.equals(target)) {
            return new SameRelease();
        }
        if (source.isAfter(target)) {
            return new Refused(
                    Cause.DOWNGRADE,
                    "release " + target + " is older than " + source + ", which this installation is on",
                    "name a release newer than " + source + "; to return to an earlier one use scripts/rollback.sh");
        }
        Optional<Release> release = catalogue.find(target);
        if (release.isEmpty()) {
            return new Refused(
                    Cause.UNKNOWN_TARGET,
                    "release " + target + " is not known",
                    "name one of "
                            + names(catalogue.releases().stream()
                                    .map(Release::version)
                                    .toList()));
        }
        if (catalogue.find(source).isEmpty()) {
            return new Refused(
                    Cause.UNKNOWN_SOURCE,
                    "release " + target + " does not know release " + source + ", which this installation is on",
                    "start from one of " + names(catalogue.supportedSources(target)));
        }
        if (source.isBefore(release.get().lowestSource())) {
            return new Refused(
                    Cause.SOURCE_TOO_OLD,
                    "no upgrade leads directly from " + source + " to " + target + "; the oldest source is "
                            + release.get().lowestSource(),
                    nextStop(catalogue, source, target)
                            .map(stop -> "upgrade to " + stop + " first, then to " + target)
                            .orElse("start from one of " + names(catalogue.supportedSources(target))));
        }
        return new Allowed(catalogue.migrationsBetween(source, target));
    }

    /** The newest release on the way that the source can be upgraded to directly. */
    private static Optional<ReleaseVersion> nextStop(
            Catalogue catalogue, ReleaseVersion source, ReleaseVersion target) {
        return catalogue.releases().stream()
                .filter(release -> release.version().isAfter(source))
                .filter(release -> release.version().isBefore(target))
                .filter(release -> !source.isBefore(release.lowestSource()))
                .map(Release::version)
                .reduce((older, newer) -> newer);
    }

    private static String names(List<ReleaseVersion> versions) {
        return versions.stream().map(ReleaseVersion::toString).collect(Collectors.joining(", "));
    }
}
