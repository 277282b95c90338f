package com.piprio.upgrader.run;

import com.piprio.upgrader.run.UpgradeFixture.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an operator types one after the other, and what goes wrong meanwhile. Written as text, a line each, so that one
 * that fails can be kept and run again:
 *
 * <pre>
 * way hold
 * write
 * upgrade struck at 17 after kill
 * resume
 * </pre>
 *
 * @param way the path and its cut-over
 * @param commands what is typed
 */
record RandomPlan(Way way, List<Typed> commands) {
    /** What can be typed; {@code WRITE} is a user at work. */
    enum Verb {
        WRITE,
        BACKUP,
        UPGRADE,
        RESUME,
        ROLLBACK,
        RESTORE,
        TAKE_BACK,
        FINALIZE
    }

    /**
     * One command.
     *
     * @param fault {@link Fault#NONE} when nothing goes wrong
     */
    record Typed(Verb verb, Fault fault) {
        String line() {
            String strike = fault.effect() == 0
                    ? ""
                    : " struck at " + fault.effect() + " " + lower(fault.moment()) + " " + lower(fault.kind());
            return lower(verb) + strike;
        }

        static Typed parse(String line) {
            String[] words = line.split(" ");
            Verb verb = Verb.valueOf(upper(words[0]));
            if (words.length == 1) {
                return new Typed(verb, Fault.NONE);
            }
            if (words.length != 6 || !words[1].equals("struck") || !words[2].equals("at")) {
                throw new IllegalArgumentException(line);
            }
            return new Typed(
                    verb,
                    new Fault(
                            Integer.parseInt(words[3]),
                            Fault.Moment.valueOf(upper(words[4])),
                            Fault.Kind.valueOf(upper(words[5]))));
        }
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    String text() {
        List<String> lines = new ArrayList<>(List.of("way " + lower(way)));
        commands.forEach(command -> lines.add(command.line()));
        return String.join("\n", lines) + "\n";
    }

    /** @throws IllegalArgumentException when a line is none; lines that begin with {@code #} say what the plan is for */
    static RandomPlan parse(String text) {
        List<String> lines = text.lines().filter(line -> !line.startsWith("#")).toList();
        if (lines.isEmpty() || !lines.get(0).startsWith("way ")) {
            throw new IllegalArgumentException("the first line names the way: way hold");
        }
        return new RandomPlan(
                Way.valueOf(upper(lines.get(0).substring("way ".length()))),
                lines.stream().skip(1).map(Typed::parse).toList());
    }

    static RandomPlan read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return text();
    }
}
