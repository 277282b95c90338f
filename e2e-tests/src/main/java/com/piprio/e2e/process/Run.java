package com.piprio.e2e.process;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a program did: exit code, both outputs, when it started and how long it took. Its checks return the run itself. */
public record Run(
        CommandLine command, int exitCode, String stdout, String stderr, Instant startedAt, Duration duration) {

    private static final Pattern ERROR = Pattern.compile("(?m)^ERROR (UPG-\\d{3})\\b");

    public String output() {
        return stdout + stderr;
    }

    public Instant endedAt() {
        return startedAt.plus(duration);
    }

    /** The code of the error block on the error output, such as {@code UPG-104}; empty when there is none. */
    public String errorCode() {
        Matcher matcher = ERROR.matcher(stderr);
        return matcher.find() ? matcher.group(1) : "";
    }

    public Run expectExit(int expected) {
        return expect(exitCode == expected, "exit code " + expected + ", but it was " + exitCode);
    }

    /** Output, standard or error, contains the text. */
    public Run expectOutput(String text) {
        return expect(output().contains(text), "«" + text + "» in the output");
    }

    public Run expectOutput(Pattern pattern) {
        return expect(pattern.matcher(output()).find(), "a match of /" + pattern + "/ in the output");
    }

    public Run expectNoOutput(String text) {
        return expect(!output().contains(text), "no «" + text + "» in the output");
    }

    /** An error block with a code, a state and a remedy, as every failure of the upgrader must print. */
    public Run expectErrorBlock() {
        expect(!errorCode().isEmpty(), "an error block «ERROR UPG-nnn …» on the error output");
        expect(stderr.contains("\n  state "), "a line «  state …» in the error block");
        return expect(stderr.contains("\n  do "), "a line «  do …» in the error block");
    }

    /** An error block with this code of {@code docs/operations/errors.md}: the right reason, not just any. */
    public Run expectError(String code) {
        expectErrorBlock();
        return expect(errorCode().equals(code), "error " + code);
    }

    /** Refused, or failed without impact, for this reason. */
    public Run expectRefusal(String code) {
        return expectExit(3).expectError(code);
    }

    private Run expect(boolean holds, String expected) {
        if (!holds) {
            throw new AssertionError("expected " + expected + "\n" + transcript());
        }
        return this;
    }

    /** Everything about the run, for people. */
    public String transcript() {
        return "$ " + command.printed() + "\n(in " + command.directory() + ", exit code " + exitCode + ", "
                + String.format("%.1f s", duration.toMillis() / 1000.0) + ")\n--- standard output\n" + stdout
                + "--- error output\n" + stderr + "---\n";
    }
}
