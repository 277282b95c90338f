package com.piprio.upgrader.plan;

import com.piprio.backup.BundleId;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.Migration;
import com.piprio.release.PathDecision;
import com.piprio.release.ReleaseVersion;
import com.piprio.release.UpgradePath;
import com.piprio.upgrader.installation.RunId;
import com.piprio.upgrader.platform.SchemaState;
import com.piprio.upgrader.release.FetchedRelease;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Makes the plan of an upgrade from what is there; changes nothing. */
public final class Planner {
    private Planner() {}

    /**
     * Decides everything.
     *
     * @param source release that {@code .env} names
     * @param target release as published
     * @param registry where the images are
     * @param schema the schema now
     * @param now becomes the name of run and bundle
     * @param basis what the choice of the cut-over rests on
     * @param wish what the operator asks of it
     * @param settings what the target wants in {@code .env}
     * @throws OperatorException when no path leads from source to target, or the cut-over asked for is not safe
     */
    public static Plan plan(
            ReleaseVersion source,
            FetchedRelease target,
            String registry,
            SchemaState schema,
            Instant now,
            CutoverBasis basis,
            CutoverWish wish,
            SettingChanges settings) {
        ReleaseVersion version = target.release().version();
        List<Migration> pending = pending(source, target, version).stream()
                .filter(migration -> !schema.applied().contains(migration.version()))
                .toList();
        return Plan.upgrade(
                RunId.at(now),
                source,
                version,
                schema.applied(),
                pending,
                BundleId.at(now),
                new CutoverChoice(pending, basis, wish).choose(),
                target.serviceImages(registry),
                settings);
    }

    private static List<Migration> pending(ReleaseVersion source, FetchedRelease target, ReleaseVersion version) {
        PathDecision decision = UpgradePath.in(target.catalogue()).decide(source, version);
        if (decision instanceof PathDecision.Allowed allowed) {
            return allowed.pending();
        }
        if (decision instanceof PathDecision.ThroughStops stops) {
            throw stopRequired(source, stops.hops(), "");
        }
        if (decision instanceof PathDecision.Refused refused) {
            throw refusal(refused, source, version, "");
        }
        return List.of();
    }

    /**
     * No path leads there: as the operator is told.
     *
     * @param option what commands are to be told besides, see {@link com.piprio.upgrader.release.ReleaseSource#option}
     */
    public static OperatorException refusal(
            PathDecision.Refused refused, ReleaseVersion source, ReleaseVersion target, String option) {
        ErrorCode code =
                switch (refused.cause()) {
                    case DOWNGRADE -> ErrorCode.DOWNGRADE_REFUSED;
                    case WITHDRAWN -> ErrorCode.RELEASE_WITHDRAWN;
                    case UNKNOWN_TARGET, UNKNOWN_SOURCE, SOURCE_TOO_OLD, STOP_CLOSED -> ErrorCode.PATH_NOT_SUPPORTED;
                };
        return OperatorException.of(code, refused.reason())
                .expected("a release newer than " + source + " that an upgrade leads to")
                .found(target.toString())
                .remedy(refused.remedy()
                        + (option.isEmpty() ? "" : "\nadd" + option + " to commands for releases from it"))
                .build();
    }

    /**
     * A path leads there, though not at once: the whole of it, and both ways to take it.
     *
     * @param option what commands are to be told besides, see {@link com.piprio.upgrader.release.ReleaseSource#option}
     */
    public static OperatorException stopRequired(ReleaseVersion source, List<ReleaseVersion> hops, String option) {
        ReleaseVersion goal = hops.get(hops.size() - 1);
        String command = "scripts/upgrade.sh ";
        return OperatorException.of(
                        ErrorCode.STOP_REQUIRED,
                        "the way from " + source + " to " + goal + " leads through "
                                + words(hops.subList(0, hops.size() - 1), ", "))
                .expected("a release that can be upgraded directly to " + goal)
                .found(source + "; path: " + source + " -> " + words(hops, " -> "))
                .remedy(command + hops.get(0) + option + "   (first; then again: " + command + goal + option + ")\nor "
                        + command + goal + option
                        + " --through-stops   (all of it, each hop a complete upgrade with a bundle of its own)")
                .build();
    }

    private static String words(List<ReleaseVersion> versions, String between) {
        return versions.stream().map(ReleaseVersion::toString).collect(Collectors.joining(between));
    }
}
