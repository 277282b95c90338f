package com.piprio.upgrader.failpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.InstallationDirectory;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.Journal;
import com.piprio.upgrader.installation.JournalRun;
import com.piprio.upgrader.platform.Ports;
import com.piprio.upgrader.platform.Proxy;
import com.piprio.upgrader.run.Impact;
import com.piprio.upgrader.run.Step;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FailpointTest {
    private final List<String> acts = new ArrayList<>();
    private final Executor directly = Runnable::run;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "replace-api",
                "replace-api:during",
                "replace-api:during:kill:now",
                "replace-api:during:explode",
                "replace-api:sometimes:kill",
                "REPLACE-API:during:kill",
                "replace-api:During:kill",
                "dance:before:kill",
                "record-version:during:kill",
                " replace-api:during:kill"
            })
    void whatIsNoneIsRefusedInWordsThatHelp(String text) {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> Failpoint.parse(text))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.ENV_VALUE_INVALID);
                    assertThat(problem.problem()).contains("UPGRADER_FAILPOINT");
                    assertThat(problem.expected())
                            .contains("<step>:<before|during|after>:<kill|error|hang>", "replace-api");
                    assertThat(problem.found()).isEqualTo(text);
                });
    }

    @Test
    void isWrittenAsItIsRead() {
        assertThat(Failpoint.parse("restore-bundle:during:hang")).hasToString("restore-bundle:during:hang");
    }

    @ParameterizedTest
    @CsvSource({"before,''", "during,hold", "after,'hold,release'"})
    void strikesAtItsMoment(String moment, String done) {
        FailpointWrapping wrapping = at("replace-api:" + moment + ":error");
        Proxy proxy = wrapping.around(ports()).proxy();
        Step step = wrapping.around(step("replace-api", proxy));

        assertThatThrownBy(() -> step.action().run()).hasMessageContaining("replace-api:" + moment + ":error");
        assertThat(String.join(",", acts)).isEqualTo(done);
    }

    @Test
    void leavesOtherStepsAlone() {
        FailpointWrapping wrapping = at("replace-web:during:error");
        Proxy proxy = wrapping.around(ports()).proxy();

        wrapping.around(step("replace-api", proxy)).action().run();

        assertThat(acts).containsExactly("hold", "release");
    }

    @Test
    void beginsNothingBesideAStepThatIsToStrike() {
        at("pull-images:before:error").around(directly).execute(() -> acts.add("pull"));

        assertThat(acts).isEmpty();
    }

    @Test
    void withoutOneNothingIsWrapped() {
        FailpointWrapping wrapping = new FailpointWrapping(Optional::empty);
        Ports ports = ports();

        assertThat(wrapping.around(ports)).isSameAs(ports);
        assertThat(wrapping.around(step("replace-api", ports.proxy())).name()).isEqualTo("replace-api");
        assertThat(wrapping.around(directly)).isSameAs(directly);
    }

    @Test
    void aKilledRunLeavesItsJournal(@TempDir Path directory) throws Exception {
        Installation installation = InstallationDirectory.in(directory);

        assertThat(exitCode(directory, "start-services:before:kill")).isEqualTo(137);

        JournalRun run =
                new Journal(installation.journal(), Clock.systemUTC()).runs().get(0);
        assertThat(run.current()).isEqualTo("start-services");
        assertThat(run.outcome()).isNull();
    }

    @Test
    void aRunThatHangsGoesOnUntilItIsKilled(@TempDir Path directory) throws Exception {
        InstallationDirectory.in(directory);

        assertThat(exitCode(directory, "start-services:after:hang")).isNegative();
    }

    /** Negative when the process still runs after some seconds. */
    private static int exitCode(Path directory, String failpoint) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "com.piprio.upgrader.cli.StoppedProcess",
                directory.toString(),
                "quiet");
        builder.environment().put("UPGRADER_FAILPOINT", failpoint);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        try {
            Duration limit = failpoint.endsWith("hang") ? Duration.ofSeconds(3) : Duration.ofSeconds(30);
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
        } finally {
            process.destroyForcibly();
        }
    }

    private static FailpointWrapping at(String text) {
        return new FailpointWrapping(() -> Optional.of(Failpoint.parse(text)));
    }

    private static Step step(String name, Proxy proxy) {
        return new Step(name, Impact.DATA, () -> {
            assertThat(proxy.inFlight("api")).isZero();
            proxy.hold("api");
            proxy.release("api", "10.0.0.1");
        });
    }

    private Ports ports() {
        Proxy proxy = (Proxy) java.lang.reflect.Proxy.newProxyInstance(
                Proxy.class.getClassLoader(), new Class<?>[] {Proxy.class}, (self, method, arguments) -> {
                    if (method.getName().equals("inFlight")) {
                        return 0;
                    }
                    acts.add(method.getName());
                    return null;
                });
        return new Ports(null, proxy, null, null, null);
    }
}
