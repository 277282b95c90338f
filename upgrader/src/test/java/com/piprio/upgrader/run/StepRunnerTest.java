package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.installation.JournalRun;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.installation.RunId;
import com.piprio.upgrader.plan.PlanJson;
import com.piprio.upgrader.report.PlainReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepRunnerTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private final StopRequest stop = new StopRequest();
    private final List<String> said = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private UpgradeFixture fixture;
    private Session session;
    private StepRunner runner;

    @BeforeEach
    void begin() {
        fixture = new UpgradeFixture(directory);
        session = new Session(
                fixture.installation,
                fixture.journal(),
                new RunId("20261124T081500Z"),
                RunCommand.BACKUP,
                PlanJson.write(fixture.plan()),
                () -> {},
                fixture.time);
        session.begin();
        Wait waiting = new Wait(fixture.time, fixture.time, new PlainReport(said::add), stop);
        runner = new StepRunner(session, waiting, StepWrapping.Plain.PLAIN);
    }

    @AfterEach
    void letGo() {
        session.close();
    }

    private Step step(String name) {
        return step(name, () -> {});
    }

    private Step step(String name, Runnable act) {
        return new Step(name, Impact.NONE, () -> {
            done.add(name);
            act.run();
        });
    }

    private JournalRun written() {
        return fixture.journal().runs().get(0);
    }

    private static OperatorException refusal() {
        return OperatorException.of(ErrorCode.DISK_LOW, "no room")
                .remedy("make some")
                .build();
    }

    @Test
    void doesAllInTheirOrderAndWritesThemDown() {
        Optional<StepFailure> failed = runner.run(
                List.of(step("one"), step("two", () -> fixture.time.sleep(Duration.ofSeconds(7))), step("three")));

        assertThat(failed).isEmpty();
        assertThat(done).containsExactly("one", "two", "three");
        assertThat(written().done()).containsExactly("one", "two", "three");
        assertThat(written().current()).isNull();
        assertThat(said)
                .containsExactly(
                        "[ 1/3] one                done in 0.0 s",
                        "[ 2/3] two                done in 7.0 s",
                        "[ 3/3] three              done in 0.0 s");
    }

    @Test
    void writesAStepDownBeforeItDoesAnything() {
        List<String> seen = new ArrayList<>();

        runner.run(List.of(step("one"), step("two", () -> seen.add(written().current()))));

        assertThat(seen).containsExactly("two");
    }

    @Test
    void endsWithTheFirstThatFails() {
        OperatorException refusal = refusal();
        Step failing = step("two", () -> {
            throw refusal;
        });

        Optional<StepFailure> failed = runner.run(List.of(step("one"), failing, step("three")));

        assertThat(failed).contains(new StepFailure(failing, refusal));
        assertThat(done).containsExactly("one", "two");
        assertThat(written().done()).containsExactly("one");
        assertThat(written().current()).isEqualTo("two");
        assertThat(written().problem()).isEqualTo("UPG-104 no room");
        assertThat(said).last().asString().contains("two", "FAILED after");
    }

    @Test
    void callsAnythingElseABug() {
        IllegalStateException bug = new IllegalStateException("no such case");

        StepFailure failed = runner.run(List.of(step("one", () -> {
                    throw bug;
                })))
                .orElseThrow();

        assertThat(failed.problem().code()).isEqualTo(ErrorCode.BUG);
        assertThat(failed.problem().problem()).contains("no such case");
        assertThat(failed.problem()).hasCause(bug);
    }

    @Test
    void beginsNothingOnceItWasToldToEnd() {
        stop.make();

        StepFailure failed = runner.run(List.of(step("one"), step("two"))).orElseThrow();

        assertThat(done).isEmpty();
        assertThat(failed.step().name()).isEqualTo("one");
        assertThat(failed.problem().code()).isEqualTo(ErrorCode.PROCESS_INTERRUPTED);
    }

    @Test
    void toldToEndBetweenTwoStepsTheFormerFailed() {
        StepFailure failed = runner.run(List.of(step("one"), step("two", stop::make), step("three")))
                .orElseThrow();

        assertThat(done).containsExactly("one", "two");
        assertThat(failed.step().name()).isEqualTo("two");
        assertThat(failed.problem().code()).isEqualTo(ErrorCode.PROCESS_INTERRUPTED);
    }

    @Test
    void whatFailsBecauseItWasToldToEndSaysSo() {
        OperatorException consequence = refusal();

        StepFailure failed = runner.run(List.of(step("one", () -> {
                    stop.make();
                    throw consequence;
                })))
                .orElseThrow();

        assertThat(failed.problem().code()).isEqualTo(ErrorCode.PROCESS_INTERRUPTED);
        assertThat(failed.problem()).hasCause(consequence);
        // It is told once: what puts things right then is not disturbed.
        assertThat(runner.run(List.of(step("two")))).isEmpty();
    }
}
