package com.piprio.upgrader.installation;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The moment that the next run and the next bundle are named after: now, or the second after the newest name that there is.
 * So names are unique and in the order of what they name, also after a clock was set back; whoever lists runs or bundles, or
 * keeps the newest ones, goes by them.
 */
public final class NextName {
    private static final Pattern STAMP = Pattern.compile("\\d{8}T\\d{6}Z");

    private NextName() {}

    /** @param now what the clock says */
    public static Instant after(Installation installation, Instant now) {
        Instant next = now.truncatedTo(ChronoUnit.SECONDS);
        for (Path directory : List.of(
                installation.backups(),
                installation.state().resolve("history"),
                installation.state().resolve("logs"))) {
            for (String name : names(directory)) {
                Instant taken = moment(name);
                if (!taken.isBefore(next)) {
                    next = taken.plusSeconds(1);
                }
            }
        }
        return next;
    }

    private static List<String> names(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
        } catch (IOException e) {
            throw OperatorException.of(ErrorCode.FILE_UNREADABLE, "the names of earlier runs cannot be read")
                    .expected(directory.toString())
                    .found(String.valueOf(e))
                    .remedy("mend its permissions, then run the command again")
                    .cause(e)
                    .build();
        }
    }

    /** The distant past for what is named otherwise. */
    private static Instant moment(String name) {
        Matcher stamp = STAMP.matcher(name);
        try {
            return stamp.find() ? new RunId(stamp.group()).moment() : Instant.MIN;
        } catch (DateTimeException e) {
            return Instant.MIN;
        }
    }
}
