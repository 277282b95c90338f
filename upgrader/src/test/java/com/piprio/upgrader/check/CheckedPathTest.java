package com.piprio.upgrader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.plan.Targets;
import com.piprio.upgrader.release.FetchedRelease;
import com.piprio.upgrader.release.ListedReleases;
import com.piprio.upgrader.release.ReleaseOffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckedPathTest {
    private static final FetchedRelease OLDEST = Targets.release("1.3.0");
    private static final FetchedRelease STOP = Targets.release("1.4.0");
    private static final FetchedRelease GOAL = Targets.release("1.5.0", List.of("1.4.0"), Map.of());

    private static CheckedPath find(String source, FetchedRelease goal) {
        return CheckedPath.find(
                new ReleaseOffer(new ListedReleases(OLDEST, STOP, goal)),
                ReleaseVersion.parse(source),
                Optional.of(goal.release().version()),
                "");
    }

    private static List<String> versions(CheckedPath path) {
        return path.hops().stream().map(hop -> hop.version().toString()).toList();
    }

    @Test
    void leadsOverTheStopsInTheirOrder() {
        assertThat(versions(find("1.3.0", GOAL))).containsExactly("1.4.0", "1.5.0");
        assertThat(versions(find("1.4.0", GOAL))).containsExactly("1.5.0");
    }

    @Test
    void aClosedWayIsLookedAtAllTheSame() {
        CheckedPath path = CheckedPath.find(
                new ReleaseOffer(new ListedReleases(OLDEST, GOAL)),
                ReleaseVersion.parse("1.3.0"),
                Optional.of(GOAL.release().version()),
                "");

        assertThat(versions(path)).containsExactly("1.5.0");
    }

    @Test
    void theWayBackIsRefused() {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> find("1.5.0", STOP))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.DOWNGRADE_REFUSED));
    }
}
