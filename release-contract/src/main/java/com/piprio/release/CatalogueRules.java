package com.piprio.release;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What must hold between the releases of a catalogue. */
final class CatalogueRules {
    /** An operator who upgrades at every second minor release, or twice a year, has seen the notice. */
    private static final int NOTICE_MINOR_RELEASES = 2;

    private static final int NOTICE_MONTHS = 6;

    private final List<Release> releases;
    private final List<String> problems = new ArrayList<>();

    private CatalogueRules(List<Release> releases) {
        this.releases = releases;
    }

    /** @param releases ascending by version */
    static List<String> problems(List<Release> releases) {
        CatalogueRules rules = new CatalogueRules(releases);
        for (int i = 0; i < releases.size(); i++) {
            Release release = releases.get(i);
            rules.lowestSource(release);
            rules.stops(release);
            rules.withdrawals(release);
            rules.oldestRelease(release);
            rules.announcements(release);
            if (i == 0) {
                rules.firstSchema(release);
            } else {
                Release previous = releases.get(i - 1);
                rules.order(previous, release);
                rules.schema(previous, release);
                rules.removedVariables(previous, release);
                rules.newlyRequiredVariables(previous, release);
            }
        }
        return List.copyOf(rules.problems);
    }

    private void problem(Release release, String text) {
        problems.add(release.version() + ": " + text);
    }

    private void order(Release previous, Release release) {
        if (release.version().equals(previous.version())) {
            problem(release, "is in the catalogue twice");
        } else if (release.date().isBefore(previous.date())) {
            problem(release, "is dated " + release.date() + ", before " + previous.version());
        }
    }

    private void lowestSource(Release release) {
        boolean first = release.version().equals(releases.get(0).version());
        if (!isKnown(release.lowestSource())) {
            problem(release, "lowestSource " + release.lowestSource() + " is not in the catalogue");
        } else if (!first && !release.lowestSource().isBefore(release.version())) {
            problem(release, "lowestSource " + release.lowestSource() + " lets no release upgrade to it");
        }
    }

    private void stops(Release release) {
        for (ReleaseVersion stop : release.stops()) {
            if (!isKnown(stop)) {
                problem(release, "stop " + stop + " is not in the catalogue");
            }
        }
    }

    private void withdrawals(Release release) {
        for (Withdrawal withdrawal : release.withdrawals()) {
            if (!isKnown(withdrawal.version())) {
                problem(release, "withdraws " + withdrawal.version() + ", which is not in the catalogue");
            }
        }
    }

    private boolean isKnown(ReleaseVersion version) {
        return releases.stream().anyMatch(release -> release.version().equals(version));
    }

    /** docs/contract.md, section 2. */
    private void oldestRelease(Release release) {
        ReleaseVersion expected = releases.get(0).version();
        for (Release candidate : releases) {
            if (candidate.hasOfflineMigration() && !candidate.version().isAfter(release.version())) {
                expected = candidate.version();
            }
        }
        if (!release.oldestRelease().equals(expected)) {
            problem(release, "oldestRelease must be " + expected + ", found " + release.oldestRelease());
        }
    }

    private void announcements(Release release) {
        OperatorContract contract = release.contract();
        if (contract == null) {
            return;
        }
        for (Api.DeprecatedOperation operation : contract.api().deprecated()) {
            LocalDate announced = operation.announced();
            for (Release candidate : releases) {
                if (candidate.version().equals(operation.since())
                        && announced != null
                        && !announced.equals(candidate.date())) {
                    problem(
                            release,
                            operation.operation() + " was announced on " + candidate.date() + ", with "
                                    + candidate.version() + ", not on " + announced);
                }
            }
        }
    }

    private void firstSchema(Release release) {
        if (release.migrations().isEmpty()) {
            problem(release, "is the first release and has no migration that makes the schema");
        }
    }

    private void schema(Release previous, Release release) {
        MigrationVersion expected = release.migrations().isEmpty()
                ? previous.schemaVersion()
                : release.migrations().get(release.migrations().size() - 1).version();
        if (!release.schemaVersion().equals(expected)) {
            problem(release, "schema version must be " + expected + ", found " + release.schemaVersion());
        }
    }

    private void removedVariables(Release previous, Release release) {
        for (EnvironmentVariable variable : previous.environment()) {
            if (variable(release, variable.name()).isEmpty() && !noticeWasGiven(variable.name(), release)) {
                problem(
                        release,
                        variable.name() + " is removed without a deprecation of " + NOTICE_MINOR_RELEASES
                                + " minor releases and " + NOTICE_MONTHS + " months");
            }
        }
    }

    /** Counts what releases said when they were published, not what a later one claims that they said. */
    private boolean noticeWasGiven(String name, Release removal) {
        List<Release> withNotice = releases.stream()
                .filter(release -> release.version().isBefore(removal.version()))
                .filter(release -> variable(release, name)
                        .filter(variable -> variable.deprecation() != null)
                        .isPresent())
                .toList();
        long minorReleases = withNotice.stream()
                .map(release ->
                        release.version().major() + "." + release.version().minor())
                .distinct()
                .count();
        return minorReleases >= NOTICE_MINOR_RELEASES
                && !withNotice.get(0).date().plusMonths(NOTICE_MONTHS).isAfter(removal.date());
    }

    private void newlyRequiredVariables(Release previous, Release release) {
        if (release.version().major() > previous.version().major()) {
            return;
        }
        Predicate<String> wasRequired = name ->
                variable(previous, name).filter(EnvironmentVariable::required).isPresent();
        for (EnvironmentVariable variable : release.environment()) {
            if (variable.required() && !wasRequired.test(variable.name())) {
                problem(
                        release,
                        variable.name() + " becomes required within major version "
                                + release.version().major());
            }
        }
    }

    private static Optional<EnvironmentVariable> variable(Release release, String name) {
        return release.environment().stream()
                .filter(variable -> variable.name().equals(name))
                .findFirst();
    }
}
