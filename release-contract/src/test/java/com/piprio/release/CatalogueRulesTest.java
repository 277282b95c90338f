package com.piprio.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule between releases, kept and broken. */
class CatalogueRulesTest {
    private static final MigrationClass ONLINE = MigrationClass.ONLINE;
    private static final MigrationClass OFFLINE = MigrationClass.OFFLINE;

    private final List<Release> releases = Releases.three();

    private List<String> problems() {
        return Catalogue.of(releases).problems();
    }

    @Test
    void releasesThatFitHaveNoProblems() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void theLowestSourceIsInTheCatalogue() {
        releases.set(2, Releases.release("1.5.0", "2026-11-16", "1.2.0", "1.5.0", OFFLINE));
        assertThat(problems()).containsExactly("1.5.0: lowestSource 1.2.0 is not in the catalogue");
    }

    @Test
    void someReleaseUpgradesToEachButTheFirst() {
        releases.set(2, Releases.release("1.5.0", "2026-11-16", "1.5.0", "1.5.0", OFFLINE));
        assertThat(problems()).containsExactly("1.5.0: lowestSource 1.5.0 lets no release upgrade to it");
    }

    @Test
    void stopsAndWithdrawnReleasesAreInTheCatalogue() {
        ReleaseVersion known = ReleaseVersion.parse("1.4.0");
        ReleaseVersion unknown = ReleaseVersion.parse("1.4.7");
        releases.set(
                2,
                Releases.withPath(
                        releases.get(2), "1.3.0", List.of(known), List.of(new Withdrawal(known, "it loses labels"))));
        assertThat(problems()).isEmpty();

        releases.set(
                2,
                Releases.withPath(
                        releases.get(2),
                        "1.3.0",
                        List.of(unknown),
                        List.of(new Withdrawal(unknown, "it loses labels"))));
        assertThat(problems())
                .containsExactly(
                        "1.5.0: stop 1.4.7 is not in the catalogue",
                        "1.5.0: withdraws 1.4.7, which is not in the catalogue");
    }

    @Test
    void anOfflineMigrationRaisesTheOldestRelease() {
        releases.set(2, Releases.release("1.5.0", "2026-11-16", "1.3.0", "1.3.0", ONLINE, OFFLINE, ONLINE));
        assertThat(problems()).containsExactly("1.5.0: oldestRelease must be 1.5.0, found 1.3.0");
    }

    @Test
    void onlineMigrationsDoNotRaiseTheOldestRelease() {
        releases.set(1, Releases.release("1.4.0", "2026-07-06", "1.3.0", "1.4.0", ONLINE));
        assertThat(problems()).containsExactly("1.4.0: oldestRelease must be 1.3.0, found 1.4.0");
    }

    @Test
    void theOldestReleaseStaysRaisedInLaterReleases() {
        releases.add(Releases.release("1.6.0", "2027-03-01", "1.5.0", "1.5.0", ONLINE));
        assertThat(problems()).isEmpty();

        releases.set(3, Releases.release("1.6.0", "2027-03-01", "1.5.0", "1.3.0", ONLINE));
        assertThat(problems()).containsExactly("1.6.0: oldestRelease must be 1.5.0, found 1.3.0");
    }

    @Test
    void aReleaseIsThereOnce() {
        releases.add(releases.get(2));
        assertThat(problems()).containsExactly("1.5.0: is in the catalogue twice");
    }

    @Test
    void datesAscendWithVersions() {
        releases.set(2, Releases.release("1.5.0", "2026-07-05", "1.3.0", "1.5.0", OFFLINE));
        assertThat(problems()).containsExactly("1.5.0: is dated 2026-07-05, before 1.4.0");

        releases.set(2, Releases.release("1.5.0", "2026-07-06", "1.3.0", "1.5.0", OFFLINE));
        assertThat(problems()).isEmpty();
    }

    @Test
    void aNoticeIsOfTheDayOfItsRelease() {
        releases.set(2, ReleaseFile.parse(Releases.complete(), "r"));
        assertThat(problems()).noneMatch(problem -> problem.contains("announced"));

        releases.set(
                2,
                ReleaseFile.parse(Releases.complete().replace("announced: 2026-11-16", "announced: 2026-11-15"), "r"));
        assertThat(problems())
                .contains("1.5.0: GET /api/v1/runs was announced on 2026-11-16, with 1.5.0, not on 2026-11-15");
    }

    @Test
    void theFirstReleaseMakesTheSchema() {
        releases.set(0, Releases.release("1.3.0", "2026-03-02", "1.3.0", "1.3.0"));
        assertThat(problems())
                .containsExactly("1.3.0: is the first release and has no migration that makes the schema");
    }

    @Test
    void aReleaseWithoutMigrationsHasTheSchemaOfTheOneBefore() {
        Release without = Releases.release("1.6.0", "2027-03-01", "1.5.0", "1.5.0");
        releases.add(Releases.withSchema(without, "1.5.0.1"));
        assertThat(problems()).isEmpty();

        releases.set(3, Releases.withSchema(without, "1.4.0.1"));
        assertThat(problems()).containsExactly("1.6.0: schema version must be 1.5.0.1, found 1.4.0.1");
    }

    @Test
    void theSchemaVersionIsTheNewestMigration() {
        releases.set(2, Releases.withSchema(releases.get(2), "1.5.0.7"));
        assertThat(problems()).containsExactly("1.5.0: schema version must be 1.5.0.1, found 1.5.0.7");
    }

    @Test
    void aVariableIsNotRemovedWithoutNotice() {
        releases.set(1, Releases.withVariables(releases.get(1), Releases.variable("PIPRIO_OLD", false, null)));
        assertThat(problems())
                .containsExactly("1.5.0: PIPRIO_OLD is removed without a deprecation of 2 minor releases and 6 months");
    }

    @Test
    void aVariableMayGoAfterTwoMinorReleasesAndSixMonthsOfNotice() {
        EnvironmentVariable deprecated = Releases.variable("PIPRIO_OLD", false, "1.3.0");
        releases.set(0, Releases.withVariables(releases.get(0), deprecated));
        releases.set(1, Releases.withVariables(releases.get(1), deprecated));
        assertThat(problems()).isEmpty();
    }

    @Test
    void noticeInOneMinorReleaseIsTooShort() {
        // The claim "since 1.3.0" does not count: 1.3.0 as published says nothing.
        releases.set(0, Releases.withVariables(releases.get(0), Releases.variable("PIPRIO_OLD", false, null)));
        releases.set(1, Releases.withVariables(releases.get(1), Releases.variable("PIPRIO_OLD", false, "1.3.0")));
        assertThat(problems()).singleElement().asString().startsWith("1.5.0: PIPRIO_OLD is removed without");
    }

    @Test
    void noticeOfLessThanSixMonthsIsTooShort() {
        EnvironmentVariable deprecated = Releases.variable("PIPRIO_OLD", false, "1.3.0");
        releases.set(0, Releases.withVariables(releases.get(0), deprecated));
        releases.set(1, Releases.withVariables(releases.get(1), deprecated));
        releases.set(2, Releases.release("1.5.0", "2026-09-01", "1.3.0", "1.5.0", OFFLINE));
        assertThat(problems()).singleElement().asString().startsWith("1.5.0: PIPRIO_OLD is removed without");

        releases.set(2, Releases.release("1.5.0", "2026-09-02", "1.3.0", "1.5.0", OFFLINE));
        assertThat(problems()).isEmpty();
    }

    @Test
    void noticeThatOnlyALaterReleaseGivesDoesNotCount() {
        EnvironmentVariable deprecated = Releases.variable("PIPRIO_OLD", false, "1.3.0");
        releases.set(0, Releases.withVariables(releases.get(0), deprecated));
        releases.set(1, Releases.release("1.4.0", "2026-10-01", "1.3.0", "1.3.0", ONLINE));
        releases.set(2, Releases.withVariables(releases.get(2), deprecated));
        assertThat(problems()).singleElement().asString().startsWith("1.4.0: PIPRIO_OLD is removed without");
    }

    @Test
    void nothingBecomesRequiredWithinAMajorVersion() {
        releases.set(2, Releases.withVariables(releases.get(2), Releases.variable("PIPRIO_KEY", true, null)));
        assertThat(problems()).containsExactly("1.5.0: PIPRIO_KEY becomes required within major version 1");

        releases.set(1, Releases.withVariables(releases.get(1), Releases.variable("PIPRIO_KEY", false, null)));
        assertThat(problems()).containsExactly("1.5.0: PIPRIO_KEY becomes required within major version 1");
    }

    @Test
    void aNewMajorVersionMayRequireMore() {
        Release next = Releases.release("2.0.0", "2027-03-01", "1.5.0", "1.5.0", ONLINE);
        releases.add(Releases.withVariables(next, Releases.variable("PIPRIO_KEY", true, null)));
        assertThat(problems()).isEmpty();
    }

    @Test
    void aNewOptionalVariableIsFine() {
        releases.set(2, Releases.withVariables(releases.get(2), Releases.variable("PIPRIO_KEY", false, null)));
        assertThat(problems()).isEmpty();
    }
}
