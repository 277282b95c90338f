package com.piprio.release;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What must hold within one release, beyond the form of each value. */
final class ReleaseRules {
    private ReleaseRules() {}

    static List<String> ofVersions(Release release) {
        List<String> problems = new ArrayList<>();
        ReleaseVersion version = release.version();
        if (release.oldestRelease().isAfter(version)) {
            problems.add("schema.oldestRelease: " + release.oldestRelease() + " is newer than the release itself");
        }
        Migration previous = null;
        for (Migration migration : release.migrations()) {
            if (!migration.version().release().equals(version)) {
                problems.add("migrations: " + migration.version() + " belongs to another release than " + version);
            }
            if (!migration.file().matches("V\\Q" + migration.version() + "\\E__[a-z0-9_]+\\.sql")) {
                problems.add("migrations: the file of " + migration.version() + " is named V" + migration.version()
                        + "__<name>.sql, not " + migration.file());
            }
            if (previous != null && previous.version().compareTo(migration.version()) >= 0) {
                problems.add("migrations: " + migration.version() + " must not follow " + previous.version());
            }
            previous = migration;
        }
        if (previous != null && !previous.version().equals(release.schemaVersion())) {
            problems.add("schema.version: expected the last migration, " + previous.version() + ", found "
                    + release.schemaVersion());
        }
        if (previous == null && release.schemaVersion().release().compareTo(version) >= 0) {
            problems.add("schema.version: " + release.schemaVersion() + " is not among the migrations");
        }
        return problems;
    }

    static List<String> ofPath(Release release) {
        List<String> problems = new ArrayList<>();
        ReleaseVersion version = release.version();
        if (release.lowestSource().isAfter(version)) {
            problems.add("upgrade.lowestSource: " + release.lowestSource() + " is newer than the release itself");
        }
        for (ReleaseVersion stop : release.stops()) {
            if (!stop.isBefore(version)) {
                problems.add("upgrade.stops: " + stop + " is not older than the release itself");
            }
        }
        for (Withdrawal withdrawal : release.withdrawals()) {
            if (withdrawal.version().isAfter(version)) {
                problems.add("upgrade.withdrawn: " + withdrawal.version() + " is newer than the release itself");
            }
        }
        return problems;
    }

    static List<String> ofNames(Release release) {
        List<String> problems = new ArrayList<>();
        List<String> services = new ArrayList<>();
        release.services().forEach(service -> services.add(service.name()));
        release.infrastructure().forEach(service -> services.add(service.name()));
        twice("services and infrastructure", services, Function.identity(), problems);
        twice("environment", release.environment(), EnvironmentVariable::name, problems);
        twice("images", release.images(), image -> image.name() + ":" + image.tag(), problems);
        if (release.services().isEmpty()) {
            problems.add("services: expected at least one");
        }
        for (EnvironmentVariable variable : release.environment()) {
            if (variable.required() && variable.defaultValue() != null) {
                problems.add("environment: " + variable.name() + " is required and therefore has no default");
            }
        }
        return problems;
    }

    private static <T> void twice(String place, List<T> items, Function<T, String> name, List<String> problems) {
        Set<String> seen = new HashSet<>();
        for (T item : items) {
            if (!seen.add(name.apply(item))) {
                problems.add(place + ": " + name.apply(item) + " is there twice");
            }
        }
    }

    /** Answers of the API say since when an operation is deprecated, and a service knows its own release only. */
    static List<String> ofDeprecations(Release release) {
        List<String> problems = new ArrayList<>();
        OperatorContract contract = release.contract();
        if (contract == null) {
            return problems;
        }
        for (Api.DeprecatedOperation operation : contract.api().deprecated()) {
            if (operation.since().isAfter(release.version())) {
                problems.add("api.deprecated: " + operation.operation() + " is deprecated since " + operation.since()
                        + ", which is newer than the release itself");
            } else if (operation.since().isBefore(release.version()) && operation.announced() == null) {
                problems.add("api.deprecated: " + operation.operation() + " needs announced, the day of release "
                        + operation.since());
            }
        }
        return problems;
    }

    /** Once published, every image that an upgrade pulls has its digest. */
    static List<String> ofImages(Release release) {
        List<String> problems = new ArrayList<>();
        if (release.images().isEmpty()) {
            return problems;
        }
        Set<String> published = new HashSet<>();
        release.images().forEach(image -> published.add(image.name() + ":" + image.tag()));
        for (ServiceImage service : release.services()) {
            String reference = service.image() + ":" + release.version();
            if (!published.contains(reference)) {
                problems.add("images: " + reference + " is missing");
            }
        }
        return problems;
    }
}
