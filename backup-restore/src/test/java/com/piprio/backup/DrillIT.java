package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillIT {
    @TempDir
    Path folder;

    private TestInstallation installation;
    private Bundle bundle;

    @BeforeEach
    void installAndBackUp() throws IOException {
        installation = TestInstallation.in(folder);
        bundle = new BackupCreator()
                .create(BundleId.at(Instant.parse("2026-11-24T08:15:00Z")), installation.access, Progress.none());
    }

    private DrillReport drill() {
        return new Drill().run(bundle.directory(), installation.access, Progress.none());
    }

    private BundleState state() {
        return new BundleStates(installation.access.backups()).of(bundle.id());
    }

    @Test
    void restoresIntoADatabaseOfItsOwnAndLeavesNothingBehind() throws IOException {
        installation.changeEverything();
        Map<String, Object> before = installation.state();

        DrillReport report = drill();

        assertThat(report.rows()).isEqualTo(5 + 20 + 2 + 2);
        assertThat(report.objects()).isEqualTo(21);
        assertThat(installation.state()).isEqualTo(before);
        assertThat(state().proven()).isTrue();
        assertThat(state().drilled().problem()).isNull();
        assertThat(state().drilled().millis()).isPositive();
    }

    @Test
    void aBundleThatDoesNotComeBackAsItSaysFailsAndThatIsWrittenDown() throws IOException {
        Map<String, Object> before = installation.state();
        Resealing.seal(bundle, old -> ManifestEdit.of(old).rows("documents", 21).done());

        OperatorException failure = catchThrowableOfType(OperatorException.class, this::drill);

        assertThat(failure.code()).isEqualTo(ErrorCode.RESTORE_CHECK_FAILED);
        assertThat(state().drilled().problem()).contains("other rows");
        assertThat(installation.state()).isEqualTo(before);
    }

    @Test
    void whatIsNoFaultOfTheBundleIsNotHeldAgainstIt() {
        try (DatabaseSwap other = DatabaseSwap.open(installation.access.database())) {
            other.lock();

            assertThat(catchThrowableOfType(OperatorException.class, this::drill)
                            .code())
                    .isEqualTo(ErrorCode.LOCK_HELD);
        }
        assertThat(state().drilled()).isNull();
    }

    @Test
    void whatAKilledDrillLeftIsDroppedByTheNextRestore() {
        try (DatabaseSwap killed = DatabaseSwap.open(installation.access.database())) {
            killed.createScratch(killed.drillName(), null);
        }

        assertThat(new Restore().settle(installation.access, Progress.none())).hasSize(1);
        assertThat(installation.otherDatabases()).isEmpty();
    }
}
