package com.piprio.upgrader.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.plan.SettingChanges;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckResultTest {
    private static final ReleaseVersion FROM = ReleaseVersion.parse("1.5.0");
    private static final ReleaseVersion TO = ReleaseVersion.parse("1.6.0");

    private static Hit hit(Resolution resolution, String... lines) {
        return new Hit(
                InstallationCheck.lackingDisk("").difference(), resolution, "means " + resolution, List.of(lines));
    }

    private static CheckResult result(Hit... hits) {
        return new CheckResult(
                TO,
                List.of(new CheckResult.HopHits(FROM, TO, List.of(hits), List.of())),
                List.of(),
                SettingChanges.NONE,
                List.of());
    }

    @Test
    void onlyActionsAndBlocksStandInTheWay() {
        assertThat(result(hit(Resolution.UNUSED), hit(Resolution.AUTOMATIC)).fits())
                .isTrue();
        assertThat(result(hit(Resolution.ACTION)).fits()).isFalse();
        assertThat(result(hit(Resolution.BLOCK)).fits()).isFalse();
        assertThat(result(hit(Resolution.UNUSED), hit(Resolution.ACTION), hit(Resolution.BLOCK))
                        .refusing())
                .extracting(Hit::resolution)
                .containsExactly(Resolution.ACTION, Resolution.BLOCK);
    }

    @Test
    void countsEachResolution() {
        CheckResult result = result(hit(Resolution.UNUSED), hit(Resolution.ACTION), hit(Resolution.ACTION));

        assertThat(result.count(Resolution.ACTION)).isEqualTo(2);
        assertThat(result.count(Resolution.BLOCK)).isZero();
    }

    @Test
    void oneMoreHitBelongsToTheLastHop() {
        ReleaseVersion further = ReleaseVersion.parse("1.7.0");
        CheckResult two = new CheckResult(
                further,
                List.of(
                        new CheckResult.HopHits(FROM, TO, List.of(), List.of()),
                        new CheckResult.HopHits(TO, further, List.of(hit(Resolution.UNUSED)), List.of())),
                List.of("first"),
                SettingChanges.NONE,
                List.of());

        CheckResult more = two.with(hit(Resolution.BLOCK)).withWarning("second");

        assertThat(more.hops().get(0).hits()).isEmpty();
        assertThat(more.hops().get(1).hits()).hasSize(2);
        assertThat(more.warnings()).containsExactly("first", "second");
        assertThat(more.target()).isEqualTo(further);
    }

    @Test
    void theRefusalSaysWhatToWriteOrThatNothingIsToBeWritten() {
        Path environment = Path.of("/opt/piprio/.env");

        assertThat(result(hit(Resolution.ACTION, "A=…", "B=…"))
                        .refusal(environment)
                        .remedy())
                .isEqualTo("write (settings into /opt/piprio/.env):\n  A=…\n  B=…\nthen run the command again;"
                        + " scripts/check.sh 1.6.0 shows everything");
        assertThat(result(hit(Resolution.BLOCK)).refusal(environment).remedy())
                .isEqualTo(
                        "do what is said above\nthen run the command again; scripts/check.sh 1.6.0 shows everything");
        Hit block = hit(Resolution.BLOCK);
        assertThat(result(hit(Resolution.UNUSED), block).refusal(environment).found())
                .isEqualTo("block  disk: " + block.difference().rule().change() + ": means BLOCK");
    }
}
