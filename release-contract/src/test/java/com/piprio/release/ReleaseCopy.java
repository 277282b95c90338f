package com.piprio.release;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A release with some of its parts changed; for the tests of other modules, too. */
public final class ReleaseCopy {
    public ReleaseVersion version;
    public ReleaseVersion lowestSource;
    public MigrationVersion schemaVersion;
    public List<Migration> migrations;
    public List<InfrastructureImage> infrastructure;
    public List<EnvironmentVariable> environment;
    public List<PublishedImage> images;
    public @Nullable OperatorContract contract;

    private ReleaseCopy(Release old) {
        version = old.version();
        lowestSource = old.lowestSource();
        schemaVersion = old.schemaVersion();
        migrations = old.migrations();
        infrastructure = old.infrastructure();
        environment = old.environment();
        images = old.images();
        contract = old.contract();
    }

    public static Release of(Release old, Consumer<ReleaseCopy> change) {
        ReleaseCopy copy = new ReleaseCopy(old);
        change.accept(copy);
        return new Release(
                copy.version,
                old.date(),
                copy.lowestSource,
                copy.schemaVersion,
                old.oldestRelease(),
                copy.migrations,
                old.services(),
                copy.infrastructure,
                copy.environment,
                old.notes(),
                copy.images,
                copy.contract);
    }
}
