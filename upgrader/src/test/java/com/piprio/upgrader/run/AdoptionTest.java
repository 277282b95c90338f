package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.operator.ErrorCode;
import com.piprio.upgrader.plan.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore that brings another installation here: it is part of the plan, and no crash forgets it. */
class AdoptionTest {
    private static final String WRITTEN_LATER = "written after the backup";

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private UpgradeFixture fixture;
    private Plan plan;

    @BeforeEach
    void aBundleOfAnotherInstallation() {
        fixture = new UpgradeFixture(directory);
        assertThat(fixture.backup().exitCode()).isEqualTo(ExitCode.OK);
        fixture.world.data.write(WRITTEN_LATER);
        fixture.world.backups.makeForeign("there");
        plan = Plan.staying(
                UpgradeFixture.SOURCE, fixture.world.backups.bundles().get(0), List.of());
    }

    @Test
    void isRefusedWhereNobodyNamesTheOther() {
        RunResult refused = fixture.restore(plan);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.UNCHANGED);
        assertThat(Objects.requireNonNull(refused.problem()).code()).isEqualTo(ErrorCode.BUNDLE_FOREIGN);
        assertThat(fixture.world.data.database().rows()).contains(WRITTEN_LATER);
    }

    @Test
    void isDoneWhereItIsNamed() {
        assertThat(fixture.restore(plan.adopting("there")).exitCode()).isEqualTo(ExitCode.OK);

        assertThat(fixture.world.data.database().rows()).doesNotContain(WRITTEN_LATER);
    }

    @Test
    void goesOnAfterACrash() {
        fixture.killAt("restore-bundle", Fault.Moment.BEFORE);
        assertThatThrownBy(() -> fixture.restore(plan.adopting("there"))).isInstanceOf(Killed.class);

        assertThat(fixture.resume().exitCode()).isEqualTo(ExitCode.OK);

        assertThat(fixture.world.data.database().rows()).doesNotContain(WRITTEN_LATER);
    }
}
