package com.piprio.release;

import com.piprio.release.PathDecision.Allowed;
import com.piprio.release.PathDecision.Cause;
import com.piprio.release.PathDecision.Refused;
import com.piprio.release.PathDecision.SameRelease;
import com.piprio.release.PathDecision.ThroughStops;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Decides whether and how a source release may be upgraded to a target release: directly, or in the fewest hops of which
 * each is allowed by the release that it leads to. A release that is not published or was withdrawn is no hop; the
 * source may be either.
 */
public final class UpgradePath {
    private final Catalogue catalogue;
    private final Collection<ReleaseVersion> published;
    private final Map<ReleaseVersion, String> withdrawn;

    /**
     * Paths over what is published.
     *
     * @param catalogue every release that a path may concern, and others
     * @param published what can be had
     * @param withdrawn what must not be taken, with the reason
     */
    public UpgradePath(
            Catalogue catalogue, Collection<ReleaseVersion> published, Map<ReleaseVersion, String> withdrawn) {
        this.catalogue = catalogue;
        this.published = List.copyOf(published);
        this.withdrawn = Map.copyOf(withdrawn);
    }

    /** Paths over everything in the catalogue that the catalogue itself does not withdraw. */
    public static UpgradePath in(Catalogue catalogue) {
        return new UpgradePath(
                catalogue, catalogue.releases().stream().map(Release::version).toList(), catalogue.withdrawn());
    }

    /** Never allows a downgrade, nor a release that the catalogue does not know. */
    public PathDecision decide(ReleaseVersion source, ReleaseVersion target) {
        if (source.equals(target)) {
            return new SameRelease();
        }
        if (source.isAfter(target)) {
            return new Refused(
                    Cause.DOWNGRADE,
                    "release " + target + " is older than " + source + ", which this installation is on",
                    "name a release newer than " + source + "; to return to an earlier one use scripts/rollback.sh");
        }
        if (catalogue.find(target).isEmpty()) {
            return new Refused(
                    Cause.UNKNOWN_TARGET,
                    "release " + target + " is not known",
                    "name one of "
                            + names(catalogue.releases().stream()
                                    .map(Release::version)
                                    .toList()));
        }
        if (withdrawn.containsKey(target)) {
            return new Refused(
                    Cause.WITHDRAWN,
                    "release " + target + " was withdrawn: " + withdrawn.get(target),
                    instead(source, target));
        }
        if (catalogue.find(source).isEmpty()) {
            return new Refused(
                    Cause.UNKNOWN_SOURCE,
                    "release " + target + " does not know release " + source + ", which this installation is on",
                    "start from one of " + names(catalogue.supportedSources(target)));
        }
        List<ReleaseVersion> hops = fewestHops(source, target);
        return switch (hops.size()) {
            case 0 -> closed(source, catalogue.find(target).orElseThrow());
            case 1 -> new Allowed(catalogue.migrationsBetween(source, target));
            default -> new ThroughStops(hops);
        };
    }

    private List<ReleaseVersion> fewestHops(ReleaseVersion source, ReleaseVersion target) {
        List<Release> between = catalogue.releases().stream()
                .filter(release -> release.version().isAfter(source))
                .filter(release -> release.version().isBefore(target))
                .filter(release -> isOpen(release.version()))
                .toList();
        return new FewestHops(between, catalogue.find(target).orElseThrow()).from(source);
    }

    private boolean isOpen(ReleaseVersion version) {
        return published.contains(version) && !withdrawn.containsKey(version);
    }

    /** The next release after one that was withdrawn, or else the last before it. */
    private String instead(ReleaseVersion source, ReleaseVersion target) {
        boolean known = catalogue.find(source).isPresent();
        List<ReleaseVersion> reachable = catalogue.releases().stream()
                .map(Release::version)
                .filter(version -> known && version.isAfter(source) && isOpen(version))
                .filter(version -> !fewestHops(source, version).isEmpty())
                .toList();
        return reachable.stream()
                .filter(version -> version.isAfter(target))
                .findFirst()
                .or(() -> reachable.stream().reduce((older, newer) -> newer))
                .map(version -> "take release " + version + " instead: scripts/upgrade.sh " + version)
                .orElse("stay on " + source + " until a release that replaces it is published");
    }

    private Refused closed(ReleaseVersion source, Release target) {
        boolean tooOld = source.isBefore(target.lowestSource());
        String rule = tooOld
                ? "it takes " + target.lowestSource() + " or newer"
                : "it takes no release from before its stop at " + names(target.stopsAfter(source));
        List<ReleaseVersion> shut = catalogue.releases().stream()
                .map(Release::version)
                .filter(version -> version.isAfter(source) && version.isBefore(target.version()) && !isOpen(version))
                .toList();
        List<ReleaseVersion> missing =
                shut.stream().filter(version -> !withdrawn.containsKey(version)).toList();
        return new Refused(
                tooOld ? Cause.SOURCE_TOO_OLD : Cause.STOP_CLOSED,
                "no upgrade leads from " + source + " to " + target.version() + ": " + rule + whatIs(shut),
                (missing.isEmpty() ? "" : "have " + names(missing) + " published in this registry, or ")
                        + "start from one of " + names(catalogue.supportedSources(target.version())));
    }

    private String whatIs(List<ReleaseVersion> shut) {
        if (shut.isEmpty()) {
            return ", and no release between leads there";
        }
        return shut.stream()
                .map(version -> version + " "
                        + (withdrawn.containsKey(version)
                                ? "was withdrawn (" + withdrawn.get(version) + ")"
                                : "is not published here"))
                .collect(Collectors.joining(", ", "; ", ""));
    }

    private static String names(List<ReleaseVersion> versions) {
        return versions.stream().map(ReleaseVersion::toString).collect(Collectors.joining(", "));
    }
}
