package com.piprio.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.piprio.release.PathDecision.Allowed;
import com.piprio.release.PathDecision.Cause;
import com.piprio.release.PathDecision.Refused;
import com.piprio.release.PathDecision.SameRelease;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpgradePathTest {
    private final List<Release> releases = Releases.three();

    private PathDecision decide(String source, String target) {
        return UpgradePath.in(Catalogue.of(releases))
                .decide(ReleaseVersion.parse(source), ReleaseVersion.parse(target));
    }

    @Test
    void allowsTheNextReleaseAndOneBeyond() {
        assertThat(decide("1.4.0", "1.5.0")).asInstanceOf(type(Allowed.class)).satisfies(allowed -> assertThat(
                        allowed.pending())
                .extracting(migration -> migration.version().toString())
                .containsExactly("1.5.0.1"));
        assertThat(decide("1.3.0", "1.5.0")).asInstanceOf(type(Allowed.class)).satisfies(allowed -> assertThat(
                        allowed.pending())
                .extracting(migration -> migration.version().toString())
                .containsExactly("1.4.0.1", "1.5.0.1"));
    }

    @Test
    void theSameReleaseIsNoUpgrade() {
        assertThat(decide("1.5.0", "1.5.0")).isEqualTo(new SameRelease());
    }

    @Test
    void neverAllowsADowngrade() {
        assertRefused(decide("1.5.0", "1.4.0"), Cause.DOWNGRADE, "1.4.0 is older than 1.5.0", "rollback.sh");
        assertRefused(decide("1.5.0", "0.9.0"), Cause.DOWNGRADE, "0.9.0 is older", "newer than 1.5.0");
    }

    @Test
    void refusesATargetThatIsNotKnown() {
        assertRefused(decide("1.4.0", "1.6.0"), Cause.UNKNOWN_TARGET, "1.6.0 is not known", "1.3.0, 1.4.0, 1.5.0");
    }

    @Test
    void refusesASourceThatTheTargetDoesNotKnow() {
        assertRefused(decide("1.4.7", "1.5.0"), Cause.UNKNOWN_SOURCE, "does not know release 1.4.7", "1.3.0, 1.4.0");
        assertRefused(decide("1.2.0", "1.5.0"), Cause.UNKNOWN_SOURCE, "does not know release 1.2.0", "1.3.0");
    }

    @Test
    void leadsASourceThatIsTooOldOverTheReleaseBetween() {
        releases.set(2, Releases.release("1.5.0", "2026-11-16", "1.4.0", "1.5.0", MigrationClass.OFFLINE));

        assertThat(decide("1.3.0", "1.5.0")).hasToString("ThroughStops[hops=[1.4.0, 1.5.0]]");
    }

    @Test
    void ofWaysWithEquallyManyHopsItTakesTheNewestReleases() {
        releases.clear();
        releases.addAll(List.of(
                Releases.release("1.2.0", "2026-01-01", "1.2.0", "1.2.0", MigrationClass.ONLINE),
                Releases.release("1.3.0", "2026-02-01", "1.2.0", "1.2.0", MigrationClass.ONLINE),
                Releases.release("1.3.1", "2026-03-01", "1.2.0", "1.2.0", MigrationClass.ONLINE),
                Releases.release("1.4.0", "2026-04-01", "1.3.0", "1.2.0", MigrationClass.ONLINE),
                Releases.release("1.5.0", "2026-05-01", "1.4.0", "1.2.0", MigrationClass.ONLINE),
                Releases.release("1.6.0", "2026-06-01", "1.2.0", "1.2.0", MigrationClass.ONLINE)));

        assertThat(decide("1.2.0", "1.5.0")).hasToString("ThroughStops[hops=[1.3.1, 1.4.0, 1.5.0]]");
    }

    @Test
    void namesTheSourcesWhereNoReleaseLeadsOn() {
        releases.set(1, Releases.release("1.4.0", "2026-07-06", "1.4.0", "1.3.0", MigrationClass.ONLINE));
        releases.set(2, Releases.release("1.5.0", "2026-11-16", "1.4.0", "1.5.0", MigrationClass.OFFLINE));

        assertRefused(
                decide("1.3.0", "1.5.0"),
                Cause.SOURCE_TOO_OLD,
                "no upgrade leads from 1.3.0 to 1.5.0: it takes 1.4.0 or newer, and no release between leads there",
                "start from one of 1.4.0");
    }

    private static void assertRefused(PathDecision decision, Cause cause, String reason, String remedy) {
        assertThat(decision).asInstanceOf(type(Refused.class)).satisfies(refused -> {
            assertThat(refused.cause()).isEqualTo(cause);
            assertThat(refused.reason()).contains(reason);
            assertThat(refused.remedy()).contains(remedy);
        });
    }
}
