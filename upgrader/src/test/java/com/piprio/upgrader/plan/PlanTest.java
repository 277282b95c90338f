package com.piprio.upgrader.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.backup.BundleId;
import com.piprio.release.Migration;
import com.piprio.release.MigrationClass;
import com.piprio.release.MigrationVersion;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.RunId;
import com.piprio.upgrader.plan.Cutover.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:15:00Z");
    private static final ReleaseVersion RELEASE = ReleaseVersion.parse("1.4.0");

    private static Plan plan(Mode mode, MigrationClass pending) {
        return Plan.upgrade(
                RunId.at(NOW),
                RELEASE,
                ReleaseVersion.parse("1.5.0"),
                List.of(),
                List.of(new Migration(MigrationVersion.parse("1.5.0.1"), "V.sql", pending, "a change", List.of())),
                BundleId.at(NOW),
                new Cutover(mode, "a reason", Duration.ZERO),
                List.of(),
                SettingChanges.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "SIDE_BY_SIDE, ONLINE, false",
        "HOLD, ONLINE, false",
        "MAINTENANCE, ONLINE, true",
        "HOLD, OFFLINE, true",
        "MAINTENANCE, OFFLINE, true"
    })
    void workersAreAwayWhileTheSchemaChangesUnderThemOrTheApiTakesLong(
            Mode mode, MigrationClass pending, boolean away) {
        assertThat(plan(mode, pending).stopsWorkers()).isEqualTo(away);
    }

    @Test
    void onlyAnOfflineMigrationTakesTheSourceItsSchema() {
        assertThat(plan(Mode.HOLD, MigrationClass.OFFLINE).hasOfflineMigration())
                .isTrue();
        assertThat(plan(Mode.HOLD, MigrationClass.ONLINE).hasOfflineMigration()).isFalse();
    }

    @Test
    void aRunThatStaysIsNamedAfterItsBundleAndChangesNothing() {
        Plan staying = Plan.staying(RELEASE, BundleId.at(NOW), List.of());

        assertThat(staying.run()).isEqualTo(RunId.at(NOW));
        assertThat(staying.source()).isEqualTo(staying.target()).isEqualTo(staying.goal());
        assertThat(staying.isHop()).isFalse();
        assertThat(staying.stopsWorkers()).isFalse();
        assertThat(PlanJson.read(PlanJson.write(staying))).isEqualTo(staying);
    }
}
