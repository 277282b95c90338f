package com.piprio.release;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes releases for tests: three that fit each other, and copies of them with one thing changed. */
final class Releases {
    static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    private Releases() {}

    /** 1.3.0 with the first schema, 1.4.0 with an online migration, 1.5.0 with an offline one. */
    static List<Release> three() {
        return new ArrayList<>(List.of(
                release("1.3.0", "2026-03-02", "1.3.0", "1.3.0", MigrationClass.ONLINE),
                release("1.4.0", "2026-07-06", "1.3.0", "1.3.0", MigrationClass.ONLINE),
                release("1.5.0", "2026-11-16", "1.3.0", "1.5.0", MigrationClass.OFFLINE)));
    }

    static Release release(
            String version, String date, String lowestSource, String oldestRelease, MigrationClass... migrations) {
        List<Migration> all = new ArrayList<>();
        for (MigrationClass kind : migrations) {
            String number = version + "." + (all.size() + 1);
            all.add(new Migration(
                    MigrationVersion.parse(number), "V" + number + "__change.sql", kind, "a change", List.of()));
        }
        return new Release(
                ReleaseVersion.parse(version),
                LocalDate.parse(date),
                ReleaseVersion.parse(lowestSource),
                MigrationVersion.parse(version + "." + Math.max(1, all.size())),
                ReleaseVersion.parse(oldestRelease),
                all,
                List.of(new ServiceImage("api", "piprio/api")),
                List.of(new InfrastructureImage("postgres", "piprio/postgres", "17")),
                List.of(variable("PIPRIO_DOMAIN", true, null)),
                "notes",
                List.of());
    }

    static EnvironmentVariable variable(String name, boolean required, @Nullable String deprecatedSince) {
        return new EnvironmentVariable(
                name,
                required,
                false,
                null,
                "a value",
                deprecatedSince == null
                        ? null
                        : new EnvironmentVariable.Deprecation(ReleaseVersion.parse(deprecatedSince), "PIPRIO_NEW"));
    }

    static Release withSchema(Release release, String schemaVersion) {
        return new Release(
                release.version(),
                release.date(),
                release.lowestSource(),
                MigrationVersion.parse(schemaVersion),
                release.oldestRelease(),
                release.migrations(),
                release.services(),
                release.infrastructure(),
                release.environment(),
                release.notes(),
                release.images());
    }

    static Release withVariables(Release release, EnvironmentVariable... additional) {
        List<EnvironmentVariable> all = new ArrayList<>(release.environment());
        all.addAll(List.of(additional));
        return new Release(
                release.version(),
                release.date(),
                release.lowestSource(),
                release.schemaVersion(),
                release.oldestRelease(),
                release.migrations(),
                release.services(),
                release.infrastructure(),
                all,
                release.notes(),
                release.images());
    }
}
