package com.piprio.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param before how long the load runs before an upgrade begins
 * @param after how long it goes on after the upgrade
 * @param rate requests a second
 * @param json where the results go as JSON; {@code null} for nowhere
 */
record Options(
        int repeats,
        List<String> contenders,
        Duration before,
        Duration after,
        double rate,
        String source,
        String target,
        @Nullable Path json) {

    private static final int MOST_REPEATS = 50;
    private static final double HIGHEST_RATE = 500;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,3})(s|m)?");

    /**
     * Reads the arguments.
     *
     * @param known the contenders that there are; all of them unless some are named
     */
    static Options parse(List<String> arguments, List<String> known) {
        Options options =
                new Options(5, known, Duration.ofSeconds(30), Duration.ofSeconds(60), 120, "1.3.0", "1.4.0", null);
        Deque<String> rest = new ArrayDeque<>(arguments);
        // First, whatever its place: it only changes what the others then say in detail.
        if (rest.remove("--quick")) {
            options = options.with(1, Duration.ofSeconds(5), Duration.ofSeconds(10));
        }
        while (!rest.isEmpty()) {
            String word = rest.removeFirst();
            String name = word.replaceFirst("=.*", "");
            String value = word.contains("=") ? word.substring(name.length() + 1) : rest.pollFirst();
            if (value == null || value.isEmpty()) {
                throw new UsageException(name + " is unknown, or needs a value");
            }
            options = options.with(name, value, known);
        }
        return options;
    }

    private Options with(String name, String value, List<String> known) {
        return switch (name) {
            case "--repeats" -> with((int) number(name, value, MOST_REPEATS), before, after);
            case "--before" -> with(repeats, duration(name, value), after);
            case "--after" -> with(repeats, before, duration(name, value));
            case "--contenders" ->
                new Options(repeats, chosen(value, known), before, after, rate, source, target, json);
            case "--rate" ->
                new Options(
                        repeats, contenders, before, after, number(name, value, HIGHEST_RATE), source, target, json);
            case "--from" -> new Options(repeats, contenders, before, after, rate, value, target, json);
            case "--to" -> new Options(repeats, contenders, before, after, rate, source, value, json);
            case "--json" ->
                new Options(
                        repeats,
                        contenders,
                        before,
                        after,
                        rate,
                        source,
                        target,
                        Path.of(value).toAbsolutePath());
            default -> throw new UsageException("unknown option: " + name);
        };
    }

    private Options with(int otherRepeats, Duration otherBefore, Duration otherAfter) {
        return new Options(otherRepeats, contenders, otherBefore, otherAfter, rate, source, target, json);
    }

    private static double number(String name, String value, double most) {
        if (!value.matches("\\d{1,4}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > most) {
            throw new UsageException(name + " is a whole number from 1 to " + (int) most + ", not " + value);
        }
        return Integer.parseInt(value);
    }

    private static Duration duration(String name, String value) {
        Matcher matcher = SECONDS.matcher(value);
        if (!matcher.matches()) {
            throw new UsageException(name + " is a time such as 30s or 2m, not " + value);
        }
        long seconds = Long.parseLong(matcher.group(1)) * ("m".equals(matcher.group(2)) ? 60 : 1);
        Duration duration = Duration.ofSeconds(seconds);
        if (duration.compareTo(LONGEST) > 0) {
            throw new UsageException(name + " is at most " + LONGEST.toMinutes() + "m");
        }
        return duration;
    }

    private static List<String> chosen(String value, List<String> known) {
        List<String> chosen = List.of(value.split(","));
        for (String one : chosen) {
            if (!known.contains(one)) {
                throw new UsageException("unknown contender: " + one + "; there are " + String.join(", ", known));
            }
        }
        return chosen;
    }
}
