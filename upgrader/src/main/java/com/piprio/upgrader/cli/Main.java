package com.piprio.upgrader.cli;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.plan.Cutover;
import com.piprio.upgrader.run.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

/** Moves an on-prem installation of Piprio from one release to the next, and back. */
@Command(
        name = "upgrader",
        description = "Moves an on-prem installation of Piprio from one release to the next, and back.",
        versionProvider = UpgraderVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 the target runs or the command did what it was asked; 1 a bug; 2 usage; 3 unchanged;",
            "4 rolled back; 5 a human has to decide; 6 locked, or an unfinished run is present."
        },
        subcommands = {
            InstallCommand.class,
            UpgradeCommand.class,
            CheckCommand.class,
            PlanCommand.class,
            ResumeCommand.class,
            RollbackCommand.class,
            StatusCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            FinalizeCommand.class,
            VerifyBackupCommand.class,
            BackupsCommand.class,
            HistoryCommand.class,
            ContractCommand.class,
            ChangelogCommand.class,
            ExportReleaseCommand.class,
        })
public final class Main {
    @Option(
            names = {"-C", "--directory"},
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "directory of the installation (default: the current one)")
    Path directory = Path.of("");

    // By hand, because the standard ones would also give each command a --version, which install has its own.
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "show this help")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "show the version of the upgrader")
    boolean versionShown;

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine(Console.system()).execute(arguments));
    }

    static CommandLine commandLine(Console console) {
        CommandLine line = new CommandLine(new Main(), new ConsoleFactory(console));
        line.registerConverter(Duration.class, DurationText::parse);
        line.registerConverter(Cutover.Mode.class, CutoverOption::parse);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOut(console.out());
        line.setErr(console.err());
        line.setExecutionStrategy(parsed -> {
            InterruptionNotice.of(parsed).ifPresent(console::error);
            return new RunLast().execute(parsed);
        });
        line.setExecutionExceptionHandler((exception, command, result) -> {
            if (exception instanceof OperatorException problem) {
                console.error(ErrorBlock.of(problem));
                return exitCode(problem.code()).code();
            }
            console.error(ErrorBlock.bug(exception));
            return ExitCode.BUG.code();
        });
        return line;
    }

    /** For a command that did not begin to act. */
    static ExitCode exitCode(ErrorCode code) {
        return switch (code) {
            case LOCK_HELD, INTERRUPTED_RUN -> ExitCode.LOCKED;
            case BUG -> ExitCode.BUG;
            default -> ExitCode.UNCHANGED;
        };
    }
}
