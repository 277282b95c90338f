package com.piprio.upgrader.plan;

import com.piprio.backup.BundleId;
import com.piprio.release.Migration;
import com.piprio.release.MigrationClass;
import com.piprio.release.MigrationVersion;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.RunId;
import com.piprio.upgrader.release.ImagePin;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every decision and name of one upgrade, fixed before the first step. Steps only act on it; a resumed or rolled back
 * run reads it from the journal.
 *
 * @param run name of the run
 * @param source release that runs now
 * @param target release that shall run
 * @param applied migrations that the schema has before the upgrade, ascending
 * @param pending migrations that the target will apply, in order
 * @param bundle backup that will be taken
 * @param cutover how the API changes over
 * @param images target images by digest
 * @param settings what {@code .env} gets besides the release
 * @param goal where the operator wants to get; the target itself, unless this upgrade is a hop on the way there
 * @param adopts id of another installation, whose bundle a restore brings here; null for every other run
 */
public record Plan(
        RunId run,
        ReleaseVersion source,
        ReleaseVersion target,
        List<MigrationVersion> applied,
        List<Migration> pending,
        BundleId bundle,
        Cutover cutover,
        List<ImagePin> images,
        SettingChanges settings,
        ReleaseVersion goal,
        @Nullable String adopts) {

    public Plan {
        applied = List.copyOf(applied);
        pending = List.copyOf(pending);
        images = List.copyOf(images);
    }

    /** The plan of an upgrade that gets where the operator wants to: to its target. */
    public static Plan upgrade(
            RunId run,
            ReleaseVersion source,
            ReleaseVersion target,
            List<MigrationVersion> applied,
            List<Migration> pending,
            BundleId bundle,
            Cutover cutover,
            List<ImagePin> images,
            SettingChanges settings) {
        return new Plan(run, source, target, applied, pending, bundle, cutover, images, settings, target, null);
    }

    /**
     * The plan of a run that stays on its release: a backup, a restore, a first start.
     *
     * @param images by digest; empty when none are brought
     */
    public static Plan staying(ReleaseVersion release, BundleId bundle, List<ImagePin> images) {
        return new Plan(
                RunId.at(bundle.plannedAt()),
                release,
                release,
                List.of(),
                List.of(),
                bundle,
                new Cutover(Cutover.Mode.HOLD, "the release stays", Duration.ZERO),
                images,
                SettingChanges.NONE,
                release,
                null);
    }

    /** The same upgrade as a hop on the way to another release. */
    public Plan towards(ReleaseVersion further) {
        return new Plan(run, source, target, applied, pending, bundle, cutover, images, settings, further, adopts);
    }

    /** The same restore of a bundle of another installation; null for one of this installation. */
    public Plan adopting(@Nullable String installation) {
        return new Plan(run, source, target, applied, pending, bundle, cutover, images, settings, goal, installation);
    }

    /** True when the way goes on behind the target. */
    public boolean isHop() {
        return !goal.equals(target);
    }

    /** What to type to go on from the target of a hop. */
    public String commandOnwards() {
        return "scripts/upgrade.sh " + goal + " --through-stops";
    }

    /** True when workers have to be away while the API changes. */
    public boolean stopsWorkers() {
        return hasOfflineMigration() || cutover.mode() == Cutover.Mode.MAINTENANCE;
    }

    /** What the way back from an upgrade with these migrations takes, one clause. */
    public static String wayBack(List<Migration> pending) {
        return pending.stream().anyMatch(migration -> migration.kind() == MigrationClass.OFFLINE)
                ? "previous images, and restore of the backup once an offline migration was applied"
                : "previous images alone; nothing would be lost";
    }

    /** True when the source release cannot run on the schema that this upgrade leaves. */
    public boolean hasOfflineMigration() {
        return pending.stream().anyMatch(migration -> migration.kind() == MigrationClass.OFFLINE);
    }
}
