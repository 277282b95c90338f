package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.backup.BundleId;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.JournalRun;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.installation.RunId;
import com.piprio.upgrader.plan.Cutover;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.plan.PlanJson;
import com.piprio.upgrader.plan.SettingChanges;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hop that was interrupted says where it was to lead. */
class RunInWordsTest {
    private static final String ONWARDS = "; then scripts/upgrade.sh 1.5.0 --through-stops";

    private static JournalRun killed(String goal, RunCommand command, String step) {
        Instant at = Instant.parse("2026-11-24T08:15:00Z");
        Plan plan = Plan.upgrade(
                        RunId.at(at),
                        ReleaseVersion.parse("1.3.0"),
                        ReleaseVersion.parse("1.4.0"),
                        List.of(),
                        List.of(),
                        BundleId.at(at),
                        new Cutover(Cutover.Mode.HOLD, "none", Duration.ZERO),
                        List.of(),
                        SettingChanges.NONE)
                .towards(ReleaseVersion.parse(goal));
        return new JournalRun(
                plan.run(), command, at, PlanJson.write(plan), List.of(), step, null, null, null, at, false);
    }

    @Test
    void whatIsLeftOfAHopIsFollowedByTheWayOn() {
        JournalRun hop = killed("1.5.0", RunCommand.UPGRADE, "replace-api");

        assertThat(RunInWords.happened(hop)).contains(", 1.3.0 -> 1.4.0, on the way to 1.5.0, was killed");
        assertThat(RunInWords.ways(hop, ""))
                .containsExactly(
                        "go on: scripts/resume.sh   (forward to 1.4.0)" + ONWARDS,
                        "or go back: scripts/rollback.sh   (to 1.3.0)");
    }

    @Test
    void aHopThatHadChangedNothingIsBegunAnewAndFollowedByTheWayOn() {
        assertThat(RunInWords.ways(killed("1.5.0", RunCommand.UPGRADE, "preflight"), ""))
                .first()
                .isEqualTo("nothing was changed; begin again: scripts/resume.sh" + ONWARDS);
    }

    @Test
    void behindADirectUpgradeAndBehindAWayBackNothingFollows() {
        assertThat(RunInWords.happened(killed("1.4.0", RunCommand.UPGRADE, "replace-api")))
                .doesNotContain("on the way");
        assertThat(RunInWords.ways(killed("1.4.0", RunCommand.UPGRADE, "replace-api"), ""))
                .allSatisfy(way -> assertThat(way).doesNotContain("--through-stops"));
        assertThat(RunInWords.ways(killed("1.5.0", RunCommand.ROLLBACK, "replace-api"), ""))
                .allSatisfy(way -> assertThat(way).doesNotContain("--through-stops"));
    }
}
