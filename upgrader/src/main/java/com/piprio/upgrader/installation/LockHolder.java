package com.piprio.upgrader.installation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the lock of an installation, and what for.
 *
 * @param user who started it; behind {@code sudo} the one who typed it
 * @param host name of the machine, for an installation on a shared disk
 * @param process process id on that machine
 * @param command what was typed, such as {@code upgrade}
 * @param run name of the run; null for a command that leaves none
 * @param step step it is in; null before the first
 * @param startedAt when
 */
public record LockHolder(
        String user,
        String host,
        long process,
        String command,
        @Nullable String run,
        @Nullable String step,
        Instant startedAt) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** This process, about to run a command that leaves no run. */
    public static LockHolder of(String command, Instant now) {
        return new LockHolder(
                userName(System.getProperty("user.name", "?"), System.getenv("SUDO_USER")),
                hostName(),
                ProcessHandle.current().pid(),
                command,
                null,
                null,
                now.truncatedTo(ChronoUnit.SECONDS));
    }

    /** The same for this run. */
    public LockHolder withRun(RunId id) {
        return new LockHolder(user, host, process, command, id.value(), step, startedAt);
    }

    /** The same in this step. */
    public LockHolder in(String nowIn) {
        return new LockHolder(user, host, process, command, run, nowIn, startedAt);
    }

    /** Such as {@code upgrade 20261124T081500Z by alice on host7, process 4711, since 2026-11-24T08:15:00Z, in step preflight}. */
    public String inWords() {
        return command + (run == null ? "" : " " + run) + " by " + user + " on " + host + ", process " + process
                + ", since " + startedAt + (step == null ? "" : ", in step " + step);
    }

    ObjectNode json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("user", user).put("host", host).put("process", process).put("command", command);
        json.put("run", run).put("step", step).put("startedAt", startedAt.toString());
        return json;
    }

    /** What a lock file says, in words; the text itself when another upgrader wrote it in its own way. */
    static String inWords(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return new LockHolder(
                            json.required("user").asText(),
                            json.required("host").asText(),
                            json.required("process").asLong(),
                            json.required("command").asText(),
                            json.path("run").textValue(),
                            json.path("step").textValue(),
                            Instant.parse(json.required("startedAt").asText()))
                    .inWords();
        } catch (JsonProcessingException | IllegalArgumentException | java.time.DateTimeException e) {
            return text.strip();
        }
    }

    static String userName(String user, @Nullable String behindSudo) {
        return behindSudo == null || behindSudo.isBlank() || behindSudo.equals(user)
                ? user
                : behindSudo + " (as " + user + ")";
    }

    /** Read where the kernel keeps it: asking the resolver may take seconds. */
    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname"), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException e) {
            return "this host";
        }
    }
}
