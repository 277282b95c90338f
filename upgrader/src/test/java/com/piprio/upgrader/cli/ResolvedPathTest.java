package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.plan.Targets;
import com.piprio.upgrader.release.FetchedRelease;
import com.piprio.upgrader.release.ImagePin;
import com.piprio.upgrader.release.ListedReleases;
import com.piprio.upgrader.release.ReleaseSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResolvedPathTest {
    private static final ListedReleases WITH_A_STOP = new ListedReleases(
            Targets.release("1.3.0"),
            Targets.release("1.4.0"),
            Targets.release("1.5.0", List.of("1.4.0"), Map.of("1.3.0", "it loses labels")));

    private static ResolvedPath find(String source, String... wanted) {
        return ResolvedPath.find(
                WITH_A_STOP,
                ReleaseVersion.parse(source),
                Optional.of(wanted).filter(words -> words.length > 0).map(words -> ReleaseVersion.parse(words[0])));
    }

    @Test
    void leadsDirectlyFromTheStop() {
        ResolvedPath path = find("1.4.0", "1.5.0");

        assertThat(path.direct()).isTrue();
        assertThat(path.versions()).hasToString("[1.5.0]");
        assertThat(path.lines()).isEmpty();
        assertThat(path.notes()).isEmpty();
        assertThat(path.hasOfflineMigration()).isTrue();
    }

    @Test
    void leadsOverTheStopToTheNewest() {
        ResolvedPath path = find("1.3.0");

        assertThat(path.direct()).isFalse();
        assertThat(path.first().release().version()).hasToString("1.4.0");
        assertThat(path.goal().release().version()).hasToString("1.5.0");
        assertThat(path.lines())
                .containsExactly(
                        "Path 1.3.0 -> 1.5.0: 2 hops, each a complete upgrade with a bundle of its own",
                        "  1.3.0 -> 1.4.0  migrations 4, offline 0",
                        "  1.4.0 -> 1.5.0  migrations 4, offline 1");
        assertThat(path.hasOfflineMigration()).isTrue();
    }

    @Test
    void saysThatWhatRunsWasWithdrawn() {
        assertThat(find("1.3.0", "1.4.0").notes())
                .containsExactly("release 1.3.0, which runs here, was withdrawn: it loses labels");
        assertThat(find("1.3.0", "1.4.0").hasOfflineMigration()).isFalse();
    }

    @Test
    void theReleaseThatRunsIsNoWay() {
        assertThat(find("1.5.0").goal().release().version()).hasToString("1.5.0");
        assertThat(find("1.5.0").direct()).isTrue();
    }

    /** The source of releases knows best what to do where one is missing on the way; elsewhere the rules speak. */
    @Test
    void whatIsMissingOnTheWayIsSaidByWhoeverOffersReleases() {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(
                        () -> ResolvedPath.find(new OnlyTheGoal(true), ReleaseVersion.parse("1.3.0"), Optional.empty()))
                .satisfies(problem -> assertThat(problem.problem()).isEqualTo("I lack [1.4.0]"));
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() ->
                        ResolvedPath.find(new OnlyTheGoal(false), ReleaseVersion.parse("1.3.0"), Optional.empty()))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.PATH_NOT_SUPPORTED);
                    assertThat(problem.problem()).contains("1.4.0 is not published here");
                    assertThat(problem.remedy()).endsWith("\nadd --from f to commands for releases from it");
                });
    }

    /** 1.5.0, without the stop that it wants. */
    private record OnlyTheGoal(boolean knowsBest) implements ReleaseSource {
        private static final ListedReleases GOAL =
                new ListedReleases(Targets.release("1.5.0", List.of("1.4.0"), Map.of()));

        @Override
        public List<ReleaseVersion> published() {
            return GOAL.published();
        }

        @Override
        public FetchedRelease fetch(ReleaseVersion version) {
            return GOAL.fetch(version);
        }

        @Override
        public boolean offers(ImagePin pin) {
            return true;
        }

        @Override
        public String option() {
            return " --from f";
        }

        @Override
        public Optional<OperatorException> lacks(
                List<ReleaseVersion> lacking, ReleaseVersion source, ReleaseVersion target) {
            return Optional.of(OperatorException.of(ErrorCode.PATH_NOT_SUPPORTED, "I lack " + lacking)
                            .remedy("bring it")
                            .build())
                    .filter(problem -> knowsBest);
        }
    }

    @Test
    void refusesTheWayBack() {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> find("1.5.0", "1.4.0"))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.DOWNGRADE_REFUSED));
    }
}
