package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.InstallationDirectory;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.Journal;
import com.piprio.upgrader.platform.Ports;
import com.piprio.upgrader.run.ExitCode;
import com.piprio.upgrader.run.Settings;
import com.piprio.upgrader.run.UnfinishedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
    @TempDir
    private Path directory;

    private Runs runs;

    @BeforeEach
    void onAnInstallationWhereNothingRan() throws IOException {
        Installation installation = InstallationDirectory.in(directory);
        Ports nowhere = new Ports(null, null, null, null, null);
        Journal journal = new Journal(installation.journal(), Clock.systemUTC());
        Tools tools = new Tools(
                installation,
                nowhere,
                null,
                journal,
                new UnfinishedRun(installation, journal, nowhere),
                null,
                new PassphraseQuestion(),
                Clock.systemUTC());
        runs = new Runs(new Listening().console(), tools);
    }

    @Test
    void whereNothingWasLeftThereIsNothingToResume() {
        assertRefused(() -> runs.resume(Settings.DEFAULT, null), "scripts/upgrade.sh");
        assertRefused(() -> runs.resumeUpgrade(Optional.empty(), Settings.DEFAULT, null), "scripts/upgrade.sh");
    }

    @Test
    void whereNothingWasMovedThereIsNoWayBack() {
        assertRefused(() -> runs.rollback(null), "scripts/restore.sh BUNDLE");
    }

    private static void assertRefused(ThrowingCallable command, String remedy) {
        assertThatExceptionOfType(OperatorException.class).isThrownBy(command).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ErrorCode.NO_UPGRADE);
            assertThat(problem.remedy()).contains(remedy);
            assertThat(Main.exitCode(problem.code())).isEqualTo(ExitCode.UNCHANGED);
        });
    }
}
