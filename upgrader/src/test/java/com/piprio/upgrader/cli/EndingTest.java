package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.upgrader.InstallationDirectory;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.InstallationLock;
import com.piprio.upgrader.installation.Journal;
import com.piprio.upgrader.installation.JournalRun;
import com.piprio.upgrader.installation.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A process in the middle of a run is told to stop; what is left says so, and the exit code says what runs. */
@Timeout(60)
class EndingTest {
    @TempDir
    private Path directory;

    private Installation installation;
    private String words = "";

    @BeforeEach
    void makeInstallation() throws IOException {
        installation = InstallationDirectory.in(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    void aRunThatChangedSomethingEndsForAHuman(String signal) throws Exception {
        assertThat(exitCodeAfter(signal, "child")).as(words).isEqualTo(5);

        assertThat(words)
                .contains("ERROR UPG-114", "stopped at start-services", "do        scripts/install.sh")
                .doesNotContain("went on", "reached its end");
        JournalRun run = onlyRun();
        assertThat(run.signalled()).isTrue();
        assertThat(run.outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(run.problem()).startsWith("UPG-114");
        assertThat(InstallationLock.holder(installation.state())).isEmpty();
    }

    @Test
    void aRunThatChangedNothingEndsUnchanged() throws Exception {
        assertThat(exitCodeAfter("TERM", "early-child")).as(words).isEqualTo(3);

        assertThat(words).contains("ERROR UPG-114", "state     nothing was changed");
        assertThat(onlyRun().outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void aChildThatStartsBehindTheSignalIsEndedToo() throws Exception {
        assertThat(exitCodeAfter("TERM", "late-child")).as(words).isEqualTo(5);

        assertThat(words).contains("ERROR UPG-114", "stopped at start-services");
    }

    /** The one release runs, and the other, which was asked for, does not. */
    @ParameterizedTest
    @CsvSource({"last-step, 0", "last-step-of-a-hop, 5"})
    void toldInItsLastStepItHasReachedItsEndUnlessTheWayGoesOn(String scene, int exitCode) throws Exception {
        assertThat(exitCodeAfter("TERM", scene)).as(words).isEqualTo(exitCode);

        assertThat(words).contains("reached its end");
    }

    @Test
    void leftAtTheQuestionNothingWasChanged() throws Exception {
        assertThat(exitCodeAfter("TERM", "question")).as(words).isEqualTo(3);

        assertThat(words).contains("nothing was changed");
        assertThat(onlyRun().outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void aRunThatDoesNotHearIsGivenUpAndTheJournalSaysSo() throws Exception {
        assertThat(exitCodeAfter("TERM", "deaf")).as(words).isEqualTo(5);

        assertThat(words).contains("did not end within 1 s", "scripts/resume.sh");
        assertThat(onlyRun().signalled()).isTrue();
        assertThat(onlyRun().outcome()).isNull();
        assertThat(InstallationLock.holder(installation.state())).isEmpty();
    }

    private JournalRun onlyRun() {
        List<JournalRun> runs = new Journal(installation.journal(), Clock.systemUTC()).runs();
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }

    @Test
    void aProcessThatEndsByItselfBehindItsRunWasNotStopped() throws Exception {
        Process process = start("left");
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.lines()).noneMatch(line -> line.contains("Told to stop"));
            assertThat(process.waitFor()).isEqualTo(3);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Tells a process to stop once it is in its step, and sees that no child of it is left. */
    private int exitCodeAfter(String signal, String scene) throws Exception {
        Process process = start(scene);
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null && !line.equals("in the step")) {
                words += line + "\n";
                line = output.readLine();
            }
            assertThat(line).as(words).isNotNull();
            List<ProcessHandle> children = process.descendants().toList();
            assertThat(new ProcessBuilder("kill", "-s", signal, String.valueOf(process.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            words += output.lines().collect(Collectors.joining("\n"));
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Whoever runs this build may ignore signals, as {@code nohup} does, and children would too. */
    private Process start(String scene) throws IOException {
        return new ProcessBuilder(List.of(
                        "env",
                        "--default-signal",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoppedProcess.class.getName(),
                        directory.toString(),
                        scene))
                .redirectErrorStream(true)
                .start();
    }
}
