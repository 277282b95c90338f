package com.piprio.compose;

import java.util.List;

/**
 * How a child process ended.
 *
 * @param stdout what it wrote, or empty when its output went to a file or a stream
 * @param stderr the end of what it wrote to its standard error
 */
public record ProcessResult(int exitCode, String stdout, String stderr) {
    private static final int TAIL_LINES = 8;

    public boolean ok() {
        return exitCode == 0;
    }

    /** Exit code and the last lines of standard error: for people to read, never to decide by. */
    public String summary() {
        List<String> lines = stderr.lines().filter(line -> !line.isBlank()).toList();
        List<String> tail = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
        return tail.isEmpty() ? "exit code " + exitCode : "exit code " + exitCode + ": " + String.join("\n", tail);
    }

    /** Sizes only: output may hold what is not meant for logs. */
    @Override
    public String toString() {
        return "ProcessResult[exitCode=" + exitCode + ", stdout=" + stdout.length() + " characters, stderr="
                + stderr.length() + " characters]";
    }
}
