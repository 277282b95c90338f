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

    /** Releases that an upgrade from an older one has to go through; none for a release of contract 1. */
    public List<ReleaseVersion> stops() {
        return contract == null ? List.of() : contract.stops();
    }

    /** The stops that an upgrade from this source has not passed: one that the source is on is none. */
    public List<ReleaseVersion> stopsAfter(ReleaseVersion source) {
        return stops().stream()
                .filter(stop -> stop.isAfter(source) && stop.isBefore(version))
                .toList();
    }

    /** Whether an upgrade may lead from this source directly to this release, as far as this release is asked. */
    public boolean takes(ReleaseVersion source) {
        return source.isBefore(version)
                && !source.isBefore(lowestSource)
                && stopsAfter(source).isEmpty();
    }

    /** Which releases, earlier ones or itself, this release withdraws; none for a release of contract 1. */
    public List<Withdrawal> withdrawals() {
        return contract == null ? List.of() : contract.withdrawn();
    }

    /** Whether some migration of this release stops older releases from running. */
    public boolean hasOfflineMigration() {
        return migrations.stream().anyMatch(migration -> migration.kind() == MigrationClass.OFFLINE);
    }
}
