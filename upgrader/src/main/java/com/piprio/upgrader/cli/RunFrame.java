package com.piprio.upgrader.cli;

import com.piprio.backup.PassphrasePrompt;
import com.piprio.upgrader.availability.Availability;
import com.piprio.upgrader.availability.AvailabilityMeter;
import com.piprio.upgrader.availability.AvailabilityText;
import com.piprio.upgrader.installation.History;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.installation.RunId;
import com.piprio.upgrader.installation.RunLog;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.plan.PlanJson;
import com.piprio.upgrader.report.Heartbeat;
import com.piprio.upgrader.report.PlainReport;
import com.piprio.upgrader.report.Report;
import com.piprio.upgrader.report.StepTimes;
import com.piprio.upgrader.report.TerminalReport;
import com.piprio.upgrader.report.Texts;
import com.piprio.upgrader.run.Confirmation;
import com.piprio.upgrader.run.ExitCode;
import com.piprio.upgrader.run.Run;
import com.piprio.upgrader.run.RunResult;
import com.piprio.upgrader.run.Session;
import com.piprio.upgrader.run.Settings;
import com.piprio.upgrader.run.StepRunner;
import com.piprio.upgrader.run.StopRequest;
import com.piprio.upgrader.run.Timings;
import com.piprio.upgrader.run.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What every command that leaves a run has around it: report, log file, journal session, history and the last words. */
final class RunFrame {
    private final Console console;
    private final Tools tools;
    private final RunCommand command;
    private final RunId id;
    private final RunLog log;
    private final Instant start;
    private final StepTimes steps;
    private final Heartbeat report;
    private final Run run;
    private final RunRecord record;
    private volatile AvailabilityMeter.@Nullable Measurement measurement;
    private final StopRequest stop = new StopRequest();
    private final Ending ending;
    private @Nullable Session session;

    RunFrame(Console console, Tools tools, RunCommand command, Plan plan, Settings settings) {
        this.console = console;
        this.tools = tools;
        this.command = command;
        this.start = tools.clock().instant();
        this.id = RunId.at(tools.nextName());
        this.log = new RunLog(tools.installation(), id, tools.clock());
        this.steps = new StepTimes(tools.clock());
        Report written = Report.both(new PlainReport(log), steps);
        this.report = new Heartbeat(Report.both(watcher(console), written), tools.clock());
        this.run = new Run(
                plan,
                tools.installation(),
                tools.ports(),
                settings,
                new Wait(tools.clock(), RunFrame::sleep, report, stop),
                report,
                new Timings(tools.clock()));
        this.record = new RunRecord(id, command, run, steps, start);
        this.ending = new Ending(console, stop, Ending.LIMIT);
    }

    private static Report watcher(Console console) {
        return console.terminal() == null ? new PlainReport(console::line) : new TerminalReport(console::raw);
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }

    Run run() {
        return run;
    }

    Report report() {
        return report;
    }

    /** For steps that are shown and never run: nothing is measured, and a signal finds nothing to put right. */
    Session unused() {
        return made(() -> {});
    }

    private Session made(Runnable entryCheck) {
        return new Session(
                tools.installation(),
                tools.journal(),
                id,
                command,
                PlanJson.write(run.plan()),
                entryCheck,
                tools.clock());
    }

    Session session(Runnable entryCheck) {
        Session opened = made(entryCheck);
        session = opened;
        ending.watch(opened);
        if (command.changesRelease()) {
            measurement = tools.meter().start(steps, log);
        }
        return opened;
    }

    /** The typed domain; nothing is written over the question while somebody types. */
    Confirmation confirmation(@Nullable String option) {
        TypedDomain typed = new TypedDomain(option, console);
        return question -> {
            report.hush();
            return ending.whileAsking(() -> typed.domain(question));
        };
    }

    /** Whoever sits at the terminal, while nothing is written over the question; for bundles that no file here opens. */
    PassphrasePrompt passphrase() {
        PassphrasePrompt terminal = PassphraseQuestion.on(console);
        return question -> {
            report.hush();
            Optional<char[]> typed = ending.whileAsking(() -> terminal.ask(question));
            // From this event on, the report says again that the step still works.
            typed.ifPresent(answer -> report.detail("opening the bundle"));
            return typed;
        };
    }

    StepRunner runner() {
        return new StepRunner(Objects.requireNonNull(session), run.waiting());
    }

    /**
     * Writes the history, tells the end, and gives the exit code.
     *
     * @param success lines for the case that the run reached its end
     */
    int end(Session session, RunResult result, List<String> success) {
        if (session.begun()) {
            new History(tools.installation()).write(id, record.write(result, availability()));
        }
        if (result.problem() == null) {
            success.forEach(report::line);
        } else {
            List<String> state = session.begun() ? withNoticed(result.state()) : result.state();
            String block = ErrorBlock.of(result.problem(), state, result.commands());
            block.lines().forEach(log);
            console.error(block);
        }
        report.line("log: " + log.file());
        report.close();
        ending.ended(told(result.exitCode()));
        return result.exitCode().code();
    }

    /** To whoever ends this process right now, a hop that worked is not the end of the way. */
    private ExitCode told(ExitCode exitCode) {
        return exitCode == ExitCode.OK && run.plan().isHop() ? ExitCode.NEEDS_HUMAN : exitCode;
    }

    private List<String> withNoticed(List<String> state) {
        List<String> more = new ArrayList<>(state);
        availability()
                .map(AvailabilityText::lines)
                .ifPresent(lines -> more.add("availability: " + String.join("\n", lines)));
        return more;
    }

    /** What clients noticed until now; the first call ends the measurement. Empty for a run that moves no service. */
    private Optional<Availability> availability() {
        return Optional.ofNullable(measurement).map(AvailabilityMeter.Measurement::end);
    }

    /** The lines that every run that moved services ends with. */
    List<String> summary(String headline) {
        List<String> lines = new ArrayList<>();
        lines.add(headline);
        lines.add("  verified   every service answers through the proxy and says so");
        Duration pause = run.timings().sum(Timings.Kind.HOLD, "api");
        lines.add("  API pause: " + (pause.isZero() ? "none" : Texts.seconds(pause)));
        availability().map(AvailabilityText::lines).ifPresent(noticed -> {
            lines.add("  availability  " + noticed.get(0));
            noticed.stream().skip(1).forEach(line -> lines.add("    " + line));
        });
        lines.add("  took       "
                + Texts.seconds(Duration.between(start, tools.clock().instant())));
        return lines;
    }
}
