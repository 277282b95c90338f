package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.plan.Targets;
import com.piprio.upgrader.release.ListedReleases;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two hops, from 1.3.0 over 1.4.0 to 1.5.0; the upgrades themselves are stood in for by their exit codes. */
class WalkTest {
    private static final String ONWARDS = "scripts/upgrade.sh 1.5.0 --through-stops";

    private final Listening listening = new Listening();
    private final List<String> begun = new ArrayList<>();

    private String option = "";

    private int walk(ToIntFunction<String> upgrade) {
        ResolvedPath path = ResolvedPath.find(
                new ListedReleases(
                        Targets.release("1.3.0"),
                        Targets.release("1.4.0"),
                        Targets.release("1.5.0", List.of("1.4.0"), Map.of())),
                ReleaseVersion.parse("1.3.0"),
                Optional.empty());
        return new Walk(listening.console(), path, option, hop -> {
                    String version = hop.release().version().toString();
                    begun.add(version);
                    return upgrade.applyAsInt(version);
                })
                .go();
    }

    @Test
    void goesHopByHopToTheGoal() {
        assertThat(walk(version -> 0)).isZero();

        assertThat(begun).containsExactly("1.4.0", "1.5.0");
        assertThat(listening.out())
                .contains(
                        "Path 1.3.0 -> 1.5.0: 2 hops",
                        "Now hop 1 of 2, 1.3.0 -> 1.4.0",
                        "Now hop 2 of 2, 1.4.0 -> 1.5.0");
        assertThat(listening.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 6})
    void stopsAtTheFirstHopThatFailsWithItsExitCode(int exitCode) {
        assertThat(walk(version -> exitCode)).isEqualTo(exitCode);

        assertThat(begun).containsExactly("1.4.0");
        assertThat(listening.err())
                .contains("The way ended in hop 1 of 2, 1.3.0 -> 1.4.0 (exit code " + exitCode + ")")
                .contains(ONWARDS);
    }

    @ParameterizedTest
    @CsvSource({
        "3, now       release 1.4.0 runs, once the cause is mended: ",
        "4, now       release 1.4.0 runs, once the cause is mended: ",
        "5, 'now       see above, and scripts/status.sh', what is said above; then: "
    })
    void saysWhatRunsAndWhatToType(int exitCode, String now, String todo) {
        assertThat(walk(version -> version.equals("1.5.0") ? exitCode : 0)).isEqualTo(exitCode);

        assertThat(begun).containsExactly("1.4.0", "1.5.0");
        assertThat(listening.err()).contains(now, todo.strip() + " " + ONWARDS);
    }

    @Test
    void whoWalkedOutOfAnArchiveGoesOnWithIt() {
        option = " --from-archive f.tar";

        assertThat(walk(version -> 3)).isEqualTo(3);

        assertThat(listening.err()).contains(": " + ONWARDS + option);
    }

    @Test
    void aHopThatRefusesToBeginSaysWhatTheHopsBeforeItDid() {
        int exitCode = walk(version -> {
            if (version.equals("1.5.0")) {
                throw OperatorException.of(ErrorCode.CUTOVER_REFUSED, "this cut-over is not safe here")
                        .remedy("leave --cutover away")
                        .build();
            }
            return 0;
        });

        assertThat(exitCode).isEqualTo(3);
        assertThat(listening.err())
                .startsWith("ERROR UPG-309")
                .contains("state     this hop changed nothing; release 1.4.0 runs")
                .contains("do        leave --cutover away")
                .contains("The way ended in hop 2 of 2, 1.4.0 -> 1.5.0 (exit code 3)")
                .contains("do        once the cause is mended: " + ONWARDS);
    }
}
