package com.piprio.release;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One release, as its {@code release.yaml} describes it.
 *
 * @param lowestSource the oldest release that may be upgraded directly to this one
 * @param schemaVersion the newest migration that this release knows
 * @param oldestRelease the oldest release that runs on this release's schema
 * @param migrations new in this release, ascending
 * @param services Compose services that an upgrade replaces
 * @param infrastructure Compose services that an upgrade leaves alone
 * @param notes what an operator should know, several lines
 * @param images empty in the source copy, filled in the published one
 * @param contract what else is promised to operators; null for a release of contract 1
 */
public record Release(
        ReleaseVersion version,
        LocalDate date,
        ReleaseVersion lowestSource,
        MigrationVersion schemaVersion,
        ReleaseVersion oldestRelease,
        List<Migration> migrations,
        List<ServiceImage> services,
        List<InfrastructureImage> infrastructure,
        List<EnvironmentVariable> environment,
        String notes,
        List<PublishedImage> images,
        @Nullable OperatorContract contract) {

    /** A release of contract 1. */
    public Release(
            ReleaseVersion version,
            LocalDate date,
            ReleaseVersion lowestSource,
            MigrationVersion schemaVersion,
            ReleaseVersion oldestRelease,
            List<Migration> migrations,
            List<ServiceImage> services,
            List<InfrastructureImage> infrastructure,
            List<EnvironmentVariable> environment,
            String notes,
            List<PublishedImage> images) {
        this(
                version,
                date,
                lowestSource,
                schemaVersion,
                oldestRelease,
                migrations,
                services,
                infrastructure,
                environment,
                notes,
                images,
                null);
    }

    public Release {
        migrations = List.copyOf(migrations);
        services = List.copyOf(services);
        infrastructure = List.copyOf(infrastructure);
        environment = List.copyOf(environment);
        images = List.copyOf(images);
    }

    /** Whether some migration of this release stops older releases from running. */
    public boolean hasOfflineMigration() {
        return migrations.stream().anyMatch(migration -> migration.kind() == MigrationClass.OFFLINE);
    }
}
