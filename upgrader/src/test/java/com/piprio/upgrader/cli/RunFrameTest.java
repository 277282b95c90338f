package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.piprio.backup.BundleId;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.InstallationDirectory;
import com.piprio.upgrader.availability.Availability;
import com.piprio.upgrader.availability.AvailabilityMeter;
import com.piprio.upgrader.installation.History;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.Journal;
import com.piprio.upgrader.installation.Outcome;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.platform.Ports;
import com.piprio.upgrader.report.StepTimes;
import com.piprio.upgrader.run.ExitCode;
import com.piprio.upgrader.run.FakeTime;
import com.piprio.upgrader.run.Impact;
import com.piprio.upgrader.run.RunResult;
import com.piprio.upgrader.run.Session;
import com.piprio.upgrader.run.Settings;
import com.piprio.upgrader.run.Step;
import com.piprio.upgrader.run.Timings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a run as operators and programs see it; nothing behind the ports is needed, and no port is asked. */
class RunFrameTest {
    private static final Duration HELD = Duration.ofMillis(5400);
    private static final Availability.Count COUNT =
            new Availability.Count(312, 310, 0, 2, 0, HELD, Duration.ofMillis(5600));

    @TempDir
    private Path directory;

    private final Listening line = new Listening();
    private final FakeTime clock = new FakeTime();
    private final Metering meter = new Metering();
    private Installation installation;

    @BeforeEach
    void makeInstallation() throws IOException {
        installation = InstallationDirectory.in(directory);
    }

    private RunFrame frame(RunCommand command) {
        Tools tools = new Tools(
                installation,
                new Ports(null, null, null, null, null),
                null,
                new Journal(installation.journal(), clock),
                null,
                meter,
                new PassphraseQuestion(),
                clock);
        Plan plan = Plan.staying(ReleaseVersion.parse("1.4.0"), new BundleId("piprio_20261124T081500Z"), List.of());
        return new RunFrame(line.console(), tools, command, plan, Settings.DEFAULT);
    }

    private int run(RunCommand command, RunResult result) {
        RunFrame frame = frame(command);
        try (Session session = frame.session(() -> {})) {
            frame.runner()
                    .run(List.of(
                            new Step("acquire-lock", Impact.NONE, session::begin),
                            new Step(
                                    "replace-api",
                                    Impact.DATA,
                                    () -> replaceApi(frame.run().timings()))));
            return frame.end(session, result, frame.summary("Release 1.4.0 runs."));
        }
    }

    private void replaceApi(Timings timings) {
        clock.sleep(Duration.ofMillis(1000));
        timings.measure(Timings.Kind.HOLD, "api", () -> {
            clock.sleep(Duration.ofMillis(400));
            timings.measure(Timings.Kind.START, "api", () -> clock.sleep(Duration.ofMillis(5000)));
        });
    }

    private static RunResult succeeded() {
        return new RunResult(Outcome.SUCCEEDED, ExitCode.OK, null, List.of(), List.of());
    }

    private static RunResult stopped() {
        return new RunResult(
                Outcome.STOPPED,
                ExitCode.NEEDS_HUMAN,
                OperatorException.of(ErrorCode.HEALTH_BUDGET_PASSED, "api is not ready on 1.5.0")
                        .remedy("read its log")
                        .build(),
                List.of("stopped at replace-api"),
                List.of("scripts/rollback.sh"));
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve(".piprio/logs/20261124T030000Z.log"));
    }

    @Test
    void theSummaryTellsWhatClientsNoticed() throws IOException {
        assertThat(run(RunCommand.UPGRADE, succeeded())).isZero();

        String summary = """
                Release 1.4.0 runs.
                  verified   every service answers through the proxy and says so
                  API pause: 5.4 s
                  availability  310 of 312 requests answered, 2 failed (connection refused: 2); slowest 5.6 s; longest gap 5.4 s
                    replace-api: 310 of 312 requests answered, 2 failed; slowest 5.6 s; longest gap 5.4 s
                  took       6.4 s
                """;
        assertThat(line.out()).contains(summary);
        assertThat(log().replaceAll("(?m)^\\S+Z ", "")).contains(summary).contains("a failed request");
    }

    @Test
    void aRunThatStopsTellsItInItsMessage() throws IOException {
        assertThat(run(RunCommand.ROLLBACK, stopped())).isEqualTo(5);

        String state = """
                  state     stopped at replace-api
                  state     availability: 310 of 312 requests answered, 2 failed (connection refused: 2); slowest 5.6 s; longest gap 5.4 s
                            replace-api: 310 of 312 requests answered, 2 failed; slowest 5.6 s; longest gap 5.4 s
                """;
        assertThat(line.err()).contains(state);
        assertThat(log().replaceAll("(?m)^\\S+Z ", "")).contains(state);
    }

    @Test
    void theHistoryKeepsStepsPartsAndAvailability() {
        run(RunCommand.RESTORE, succeeded());

        JsonNode record = new History(installation).read().get(0);
        assertThat(record.at("/availability/failed").asInt()).isEqualTo(2);
        assertThat(record.at("/availability/steps/0/step").asText()).isEqualTo("replace-api");
        assertThat(record.get("steps"))
                .hasToString("[{\"name\":\"acquire-lock\",\"startMillis\":0,\"millis\":0},"
                        + "{\"name\":\"replace-api\",\"startMillis\":0,\"millis\":6400}]");
        assertThat(record.get("parts"))
                .hasToString("[{\"what\":\"api\",\"kind\":\"start\",\"startMillis\":1400,\"millis\":5000},"
                        + "{\"what\":\"api\",\"kind\":\"hold\",\"startMillis\":1000,\"millis\":5400}]");
        assertThat(record.get("apiPauseMillis").asLong()).isEqualTo(5400);
        assertThat(record.get("unavoidableMillis").asLong()).isEqualTo(5000);
    }

    @Test
    void aBackupMovesNoServiceAndMeasuresNothing() {
        run(RunCommand.BACKUP, succeeded());

        assertThat(meter.started).isZero();
        assertThat(line.out()).doesNotContain("availability");
        assertThat(new History(installation).read().get(0).get("availability").isNull())
                .isTrue();
    }

    @Test
    void whatCouldNotBeMeasuredIsSaidAndIsNoZero() {
        meter.result = Availability.notMeasured("PIPRIO_API_TOKEN is missing");

        run(RunCommand.UPGRADE, succeeded());

        assertThat(line.out()).contains("  availability  not measured: PIPRIO_API_TOKEN is missing\n");
        assertThat(new History(installation).read().get(0).get("availability"))
                .hasToString("{\"problem\":\"PIPRIO_API_TOKEN is missing\"}");
    }

    /** Measures nothing and says what it was told to say. */
    private static final class Metering implements AvailabilityMeter {
        private int started;
        private Availability result = new Availability(
                COUNT,
                Map.of("connection refused", 2L),
                List.of(new Availability.StepCount("replace-api", COUNT)),
                null);

        @Override
        public Measurement start(StepTimes steps, Consumer<String> log) {
            started++;
            log.accept("a failed request");
            return () -> result;
        }
    }
}
