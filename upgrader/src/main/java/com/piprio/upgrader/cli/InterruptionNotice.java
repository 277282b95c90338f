package com.piprio.upgrader.cli;

import com.piprio.operator.OperatorException;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.InstallationLock;
import com.piprio.upgrader.installation.Journal;
import com.piprio.upgrader.run.RunInWords;
import com.piprio.upgrader.run.UnfinishedRun;
import com.piprio.upgrader.run.WhatRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ParseResult;

/** Before anything else, whatever was typed: an earlier run did not reach its end, and what to type. */
final class InterruptionNotice {
    /** These say it themselves, refuse to work, or go on with it. */
    private static final Set<String> KNOW_THEMSELVES = Set.of("status", "upgrade", "install", "resume", "rollback");

    private InterruptionNotice() {}

    /** Empty when there is nothing to say, or when it is not the moment to say it. Never throws. */
    static Optional<String> of(ParseResult parsed) {
        if (!parsed.hasSubcommand() || parsed.subcommand().isUsageHelpRequested() || parsed.isUsageHelpRequested()) {
            return Optional.empty();
        }
        String command = parsed.subcommand().commandSpec().name();
        Main main = (Main) parsed.commandSpec().userObject();
        return KNOW_THEMSELVES.contains(command) ? Optional.empty() : of(main.directory);
    }

    private static Optional<String> of(Path directory) {
        Installation unopened = Installation.unborn(directory);
        try {
            if (UnfinishedRun.nothingLeft(new Journal(unopened.journal(), Clock.systemUTC()).runs())
                    || !Files.isRegularFile(unopened.environmentFile())
                    || InstallationLock.holder(unopened.state()).isPresent()) {
                return Optional.empty();
            }
            return text(Tools.of(Installation.open(directory)));
        } catch (OperatorException e) {
            // The command will meet the same and say it better.
            return Optional.empty();
        }
    }

    private static Optional<String> text(Tools tools) {
        return tools.unfinished().interrupted().map(run -> {
            List<String> lines = new ArrayList<>();
            lines.add("NOTE  " + RunInWords.happened(run));
            lines.add("  now       " + WhatRuns.inWords(tools.ports().platform()));
            tools.unfinished().ways(run).forEach(way -> lines.add("  do        " + way));
            return String.join("\n", lines);
        });
    }
}
