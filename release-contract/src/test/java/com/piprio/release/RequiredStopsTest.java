package com.piprio.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.piprio.release.PathDecision.Allowed;
import com.piprio.release.PathDecision.Cause;
import com.piprio.release.PathDecision.Refused;
import com.piprio.release.PathDecision.ThroughStops;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths over ten releases: what must be refused is, and what must not be is not. */
class RequiredStopsTest {
    /** 1.4.0 is a stop of all that come later; 1.6.0 starts at 1.5.0; 2.0.0 has two stops. 1.5.1 was withdrawn. */
    private static final List<Release> TEN = List.of(
            release("1.2.0", "1.2.0"),
            release("1.3.0", "1.2.0"),
            release("1.4.0", "1.2.0"),
            release("1.4.1", "1.2.0"),
            release("1.5.0", "1.3.0", "1.4.0"),
            release("1.5.1", "1.3.0", "1.4.0"),
            Releases.withPath(
                    release("1.5.2", "1.3.0"),
                    "1.3.0",
                    List.of(v("1.4.0")),
                    List.of(new Withdrawal(v("1.5.1"), "it loses labels"))),
            release("1.6.0", "1.5.0", "1.4.0"),
            release("1.7.0", "1.5.0", "1.4.0"),
            release("2.0.0", "1.3.0", "1.4.0", "1.7.0"));

    private static Release release(String version, String lowestSource, String... stops) {
        return Releases.withPath(
                Releases.release(version, "2026-01-01", lowestSource, "1.2.0", MigrationClass.ONLINE),
                lowestSource,
                Arrays.stream(stops).map(ReleaseVersion::parse).toList(),
                List.of());
    }

    private static ReleaseVersion v(String version) {
        return ReleaseVersion.parse(version);
    }

    private static PathDecision decide(String source, String target) {
        return UpgradePath.in(Catalogue.of(TEN)).decide(v(source), v(target));
    }

    /** As a registry publishes them that lacks these. */
    private static PathDecision decideWithout(String source, String target, String... missing) {
        Catalogue catalogue = Catalogue.of(TEN);
        List<ReleaseVersion> published = new ArrayList<>(
                catalogue.releases().stream().map(Release::version).toList());
        published.removeAll(Arrays.stream(missing).map(ReleaseVersion::parse).toList());
        return new UpgradePath(catalogue, published, catalogue.withdrawn()).decide(v(source), v(target));
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.0, 1.3.0, the next one",
        "1.2.0, 1.4.0, the stop itself",
        "1.3.0, 1.4.1, a target before any stop",
        "1.4.0, 1.5.0, a source on the stop",
        "1.4.1, 1.5.2, a source behind the stop",
        "1.5.1, 1.5.2, a source that was withdrawn",
        "1.5.1, 1.7.0, a source that was withdrawn",
        "1.5.0, 1.7.0, the lowest source",
        "1.7.0, 2.0.0, a source on the last stop"
    })
    void leadsDirectly(String source, String target) {
        assertThat(decide(source, target)).isInstanceOf(Allowed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.0, 1.5.0, 1.4.0 1.5.0",
        "1.3.0, 1.5.0, 1.4.0 1.5.0",
        "1.3.0, 1.5.2, 1.4.0 1.5.2",
        "1.4.0, 1.6.0, 1.5.2 1.6.0",
        "1.2.0, 1.7.0, 1.4.0 1.5.2 1.7.0",
        "1.5.1, 2.0.0, 1.7.0 2.0.0",
        "1.3.0, 2.0.0, 1.4.0 1.5.2 1.7.0 2.0.0"
    })
    void leadsOverTheStops(String source, String target, String hops) {
        assertThat(decide(source, target))
                .isEqualTo(new ThroughStops(
                        Stream.of(hops.split(" ")).map(ReleaseVersion::parse).toList()));
    }

    /** What a path says is what each of its hops says when it is asked alone. */
    @Test
    void eachHopLeadsDirectly() {
        for (Release source : TEN) {
            for (Release target : TEN) {
                PathDecision decision = UpgradePath.in(Catalogue.of(TEN)).decide(source.version(), target.version());
                if (decision instanceof ThroughStops stops) {
                    ReleaseVersion here = source.version();
                    for (ReleaseVersion hop : stops.hops()) {
                        assertThat(decide(here.toString(), hop.toString())).isInstanceOf(Allowed.class);
                        here = hop;
                    }
                }
            }
        }
    }

    @Test
    void aWithdrawnTargetIsRefusedWithItsReasonAndTheNextOne() {
        assertRefused(
                decide("1.4.0", "1.5.1"),
                Cause.WITHDRAWN,
                "release 1.5.1 was withdrawn: it loses labels",
                "take release 1.5.2 instead: scripts/upgrade.sh 1.5.2");
    }

    @Test
    void whereTheNextOneIsNotPublishedTheLastBeforeItIsNamed() {
        assertRefused(
                decideWithout("1.4.0", "1.5.1", "1.5.2", "1.6.0", "1.7.0", "2.0.0"),
                Cause.WITHDRAWN,
                "it loses labels",
                "take release 1.5.0 instead: scripts/upgrade.sh 1.5.0");
        assertRefused(
                decideWithout("1.5.0", "1.5.1", "1.5.2", "1.6.0", "1.7.0", "2.0.0"),
                Cause.WITHDRAWN,
                "it loses labels",
                "stay on 1.5.0 until a release that replaces it is published");
    }

    @Test
    void aReleaseBehindAStopThatIsNotPublishedServesAsWell() {
        assertThat(decideWithout("1.3.0", "1.5.0", "1.4.0")).hasToString("ThroughStops[hops=[1.4.1, 1.5.0]]");
    }

    @Test
    void withoutStopAndWithoutReleaseBehindItTheRuleIsNamed() {
        assertRefused(
                decideWithout("1.3.0", "1.5.0", "1.4.0", "1.4.1"),
                Cause.STOP_CLOSED,
                "no upgrade leads from 1.3.0 to 1.5.0: it takes no release from before its stop at 1.4.0;"
                        + " 1.4.0 is not published here, 1.4.1 is not published here",
                "have 1.4.0, 1.4.1 published in this registry, or start from one of 1.4.0, 1.4.1");
    }

    @Test
    void withoutReleaseBetweenTheLowestSourceIsNamed() {
        assertRefused(
                decideWithout("1.4.0", "1.6.0", "1.5.0", "1.5.2"),
                Cause.SOURCE_TOO_OLD,
                "no upgrade leads from 1.4.0 to 1.6.0: it takes 1.5.0 or newer; 1.5.0 is not published here,"
                        + " 1.5.1 was withdrawn (it loses labels), 1.5.2 is not published here",
                "have 1.5.0, 1.5.2 published in this registry, or start from one of 1.5.0, 1.5.1, 1.5.2");
    }

    /** Somebody else's newer catalogue may know of a withdrawal that this one does not. */
    @Test
    void aWithdrawnReleaseIsNoHop() {
        Catalogue catalogue = Catalogue.of(TEN);
        List<ReleaseVersion> all =
                catalogue.releases().stream().map(Release::version).toList();
        Map<ReleaseVersion, String> withdrawn =
                Stream.of("1.4.0", "1.5.2").collect(Collectors.toMap(ReleaseVersion::parse, version -> "no good"));

        assertThat(new UpgradePath(catalogue, all, withdrawn).decide(v("1.3.0"), v("1.7.0")))
                .hasToString("ThroughStops[hops=[1.4.1, 1.5.1, 1.7.0]]");
    }

    private static void assertRefused(PathDecision decision, Cause cause, String reason, String remedy) {
        assertThat(decision).asInstanceOf(type(Refused.class)).satisfies(refused -> {
            assertThat(refused.cause()).isEqualTo(cause);
            assertThat(refused.reason()).contains(reason);
            assertThat(refused.remedy()).isEqualTo(remedy);
        });
    }

    @Test
    void ofReleasesThatAreNotPublishedOnlyThoseBetweenAreNamed() {
        assertRefused(
                decideWithout("1.4.0", "1.6.0", "1.3.0", "1.5.0", "1.5.2", "1.7.0"),
                Cause.SOURCE_TOO_OLD,
                "it takes 1.5.0 or newer; 1.5.0 is not published here, 1.5.1 was withdrawn (it loses labels), 1.5.2 is not"
                        + " published here",
                "have 1.5.0, 1.5.2 published in this registry, or start from one of 1.5.0, 1.5.1, 1.5.2");
    }

    @Test
    void whatWasWithdrawnIsNotToBePublished() {
        Catalogue catalogue = Catalogue.of(TEN);
        List<ReleaseVersion> all =
                catalogue.releases().stream().map(Release::version).toList();
        Map<ReleaseVersion, String> withdrawn = Stream.of("1.5.0", "1.5.1", "1.5.2")
                .collect(Collectors.toMap(ReleaseVersion::parse, version -> "no good"));

        assertRefused(
                new UpgradePath(catalogue, all, withdrawn).decide(v("1.4.0"), v("1.6.0")),
                Cause.SOURCE_TOO_OLD,
                "1.5.0 was withdrawn (no good)",
                "start from one of 1.5.0, 1.5.1, 1.5.2");
    }

    @Test
    void insteadOfAWithdrawnReleaseNoneIsNamedThatCannotBeReached() {
        String stay = "stay on %s until a release that replaces it is published";

        assertRefused(
                decideWithout("1.3.0", "1.5.1", "1.4.0", "1.4.1"),
                Cause.WITHDRAWN,
                "it loses labels",
                stay.formatted("1.3.0"));
        // Nobody knows what leads on from a release that is not known.
        assertRefused(decide("1.4.7", "1.5.1"), Cause.WITHDRAWN, "it loses labels", stay.formatted("1.4.7"));
    }
}
