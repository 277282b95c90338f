package com.piprio.upgrader.platform;

import com.piprio.release.MigrationVersion;
import com.piprio.release.ReleaseVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the schema is.
 *
 * @param applied successful migrations, ascending
 * @param oldestRelease oldest release that may run on it; null when the marker is absent
 */
public record SchemaState(
        List<MigrationVersion> applied, @Nullable ReleaseVersion oldestRelease) {

    /** The newest applied migration; null for an empty schema. */
    public @Nullable MigrationVersion version() {
        return applied.isEmpty() ? null : applied.get(applied.size() - 1);
    }

    /** True when a service of this release may run on the schema. */
    public boolean accepts(ReleaseVersion release) {
        return oldestRelease == null || release.compareTo(oldestRelease) >= 0;
    }

    /** Migrations applied now that were not applied before, ascending. */
    public List<MigrationVersion> appliedSince(List<MigrationVersion> before) {
        return applied.stream().filter(version -> !before.contains(version)).toList();
    }
}
