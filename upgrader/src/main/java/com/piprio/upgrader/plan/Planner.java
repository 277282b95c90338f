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
        return new Plan(
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
        PathDecision decision = UpgradePath.decide(target.catalogue(), source, version);
        if (decision instanceof PathDecision.Allowed allowed) {
            return allowed.pending();
        }
        if (decision instanceof PathDecision.Refused refused) {
            throw refusal(refused, source, version);
        }
        return List.of();
    }

    /** No path leads there: as the operator is told. */
    public static OperatorException refusal(
            PathDecision.Refused refused, ReleaseVersion source, ReleaseVersion target) {
        return OperatorException.of(
                        target.isBefore(source) ? ErrorCode.DOWNGRADE_REFUSED : ErrorCode.PATH_NOT_SUPPORTED,
                        refused.reason())
                .expected("a release newer than " + source + " that may be upgraded to directly")
                .found(target.toString())
                .remedy(refused.remedy())
                .build();
    }
}
