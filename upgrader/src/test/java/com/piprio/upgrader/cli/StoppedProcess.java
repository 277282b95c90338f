package com.piprio.upgrader.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.piprio.backup.BundleId;
import com.piprio.compose.Command;
import com.piprio.compose.SystemProcessRunner;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.Journal;
import com.piprio.upgrader.installation.JournalRun;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.installation.RunId;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.platform.Ports;
import com.piprio.upgrader.run.Impact;
import com.piprio.upgrader.run.RunResult;
import com.piprio.upgrader.run.Session;
import com.piprio.upgrader.run.Settings;
import com.piprio.upgrader.run.Step;
import com.piprio.upgrader.run.StopRequest;
import com.piprio.upgrader.run.UpgradeRun;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** A run in a process of its own, for a test that tells it to stop: {@code DIRECTORY SCENE}. */
final class StoppedProcess {
    private final Installation installation;
    private final Console console = Console.system();
    private final Clock clock = Clock.systemUTC();
    private final Journal journal;

    private StoppedProcess(Path directory) {
        this.installation = Installation.open(directory);
        this.journal = new Journal(installation.journal(), clock);
    }

    public static void main(String[] arguments) throws InterruptedException {
        StoppedProcess process = new StoppedProcess(Path.of(arguments[0]));
        switch (arguments[1]) {
            case "child" -> System.exit(process.run(Impact.DATA, process::runAChild));
            case "quiet" -> System.exit(process.run(Impact.DATA, () -> {}));
            case "late-child" -> System.exit(process.run(Impact.DATA, process::runALateChild));
            case "left" -> process.leave();
            case "early-child" -> System.exit(process.run(Impact.NONE, process::runAChild));
            case "last-step" -> System.exit(process.runTheLastStep(plan()));
            case "last-step-of-a-hop" ->
                System.exit(process.runTheLastStep(plan().towards(ReleaseVersion.parse("1.5.0"))));
            case "question" -> process.alone(Ending.LIMIT, true);
            case "deaf" -> process.alone(Duration.ofSeconds(1), false);
            default -> throw new IllegalArgumentException(arguments[1]);
        }
    }

    private RunFrame frame(Plan plan) {
        Tools tools = new Tools(
                installation,
                new Ports(null, null, null, null, null),
                null,
                journal,
                null,
                null,
                new PassphraseQuestion(),
                clock);
        return new RunFrame(console, tools, RunCommand.INSTALL, plan, Settings.DEFAULT);
    }

    private int run(Impact impact, Runnable act) {
        Step last = new Step("verify", impact, () -> console.line("went on"));
        return run(plan(), new Step("start-services", impact, act), last);
    }

    /** The signal comes while the last step is at work, which then ends as if nothing had been. */
    private int runTheLastStep(Plan plan) {
        return run(plan, new Step("verify", Impact.DATA, this::awaitTheSignal));
    }

    private int run(Plan plan, Step... steps) {
        RunFrame frame = frame(plan);
        try (Session session = frame.session(() -> {})) {
            List<Step> all = new ArrayList<>(List.of(new Step("acquire-lock", Impact.NONE, session::begin)));
            all.addAll(List.of(steps));
            RunResult result = new UpgradeRun(frame.run(), session, frame.runner(), frame.confirmation(null))
                    .repeatable(all, "scripts/install.sh");
            return frame.end(session, result, List.of("reached its end"));
        }
    }

    /** A session that was closed on the way out of a failure, without an end that was told; the exit code is another's. */
    private void leave() {
        RunFrame frame = frame(plan());
        frame.session(() -> {}).close();
        System.exit(3);
    }

    /** The signal comes first: by then no child was there to be ended. */
    private void runALateChild() {
        awaitTheSignal();
        LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        runAChild();
    }

    private void awaitTheSignal() {
        console.line("in the step");
        while (journal.runs().stream().noneMatch(JournalRun::signalled)) {
            Thread.onSpinWait();
        }
    }

    private void runAChild() {
        console.line("in the step");
        int exitCode = new SystemProcessRunner()
                .run(Command.of(Duration.ofMinutes(2), "sleep", "100"))
                .exitCode();
        if (exitCode != 0) {
            throw OperatorException.of(ErrorCode.COMMAND_FAILED, "the child ended with " + exitCode)
                    .remedy("none, it is a test")
                    .build();
        }
    }

    /** A run that does not hear: it hangs, or waits for somebody to type. */
    private void alone(Duration limit, boolean asking) throws InterruptedException {
        Ending ending = new Ending(console, new StopRequest(), limit);
        Session session = new Session(
                installation,
                journal,
                new RunId("20261124T081500Z"),
                RunCommand.INSTALL,
                JsonNodeFactory.instance.objectNode(),
                () -> {},
                clock);
        session.begin();
        ending.watch(session);
        console.line("in the step");
        if (asking) {
            ending.whileAsking(StoppedProcess::waitForEver);
        } else {
            waitForEver();
        }
    }

    private static Void waitForEver() {
        try {
            new CountDownLatch(1).await();
            throw new IllegalStateException("nobody counts");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Plan plan() {
        return Plan.staying(ReleaseVersion.parse("1.4.0"), new BundleId("piprio_20261124T081500Z"), List.of());
    }
}
