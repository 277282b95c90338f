package com.piprio.upgrader.installation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.compose.AtomicFiles;
import com.piprio.compose.DiskFull;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What runs did, one JSON record a line, appended and synced before the act it announces. It survives the process: after
 * a crash it names the run, its plan and the step it died in. Append is only called by the holder of the
 * {@link InstallationLock}.
 */
public final class Journal {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Clock clock;

    public Journal(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** A run begins; {@code plan} is kept so that the run can be resumed or rolled back. */
    public void runStarted(RunId run, RunCommand command, JsonNode plan) {
        ObjectNode line = line("run-started", run);
        line.put("command", command.word());
        line.set("plan", plan);
        append(line);
    }

    public void stepStarted(RunId run, String step) {
        append(line("step-started", run).put("step", step));
    }

    public void stepDone(RunId run, String step, long millis) {
        append(line("step-done", run).put("step", step).put("millis", millis));
    }

    public void stepFailed(RunId run, String step, String problem) {
        append(line("step-failed", run).put("step", step).put("problem", problem));
    }

    /** Somebody told the process to end: Ctrl-C, SIGTERM, SIGHUP. How the run ended follows, unless it did not come to that. */
    public void runSignalled(RunId run) {
        append(line("run-signalled", run));
    }

    public void runFinished(RunId run, Outcome outcome) {
        append(line("run-finished", run).put("outcome", outcome.name()));
    }

    /**
     * All runs, oldest first.
     *
     * @throws OperatorException {@link ErrorCode#JOURNAL_DAMAGED} when a whole line cannot be read. A last line without
     *     its end is what a power cut leaves: it does not count, since the act it would have announced had not begun
     */
    public List<JournalRun> runs() {
        List<JournalRun> runs = new ArrayList<>();
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            try {
                JournalRun.apply(runs, JSON.readTree(lines.get(i)));
            } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
                throw damaged(i + 1, e);
            }
        }
        return runs;
    }

    private List<String> lines() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            // The last line may end within a character, which a strict decoder would refuse.
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw damaged(0, e);
        }
    }

    private OperatorException damaged(int line, Exception cause) {
        return OperatorException.of(ErrorCode.JOURNAL_DAMAGED, "the journal of earlier runs cannot be read")
                .expected("JSON records in " + file)
                .found("line " + line + ": " + cause.getMessage())
                .remedy("look at the file; when scripts/status.sh shows all services on one release, move it away")
                .cause(cause)
                .build();
    }

    private ObjectNode line(String kind, RunId run) {
        return JSON.createObjectNode()
                .put("at", clock.instant().toString())
                .put("kind", kind)
                .put("run", run.value());
    }

    /** Called by the run and, when the process is told to end, by another thread. */
    private synchronized void append(ObjectNode record) {
        Path directory = Objects.requireNonNull(file.getParent());
        PrivateDirectory.create(directory);
        boolean first = Files.notExists(file);
        Set<StandardOpenOption> options =
                EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(
                file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.position(endOfLastWholeLine(channel));
            channel.truncate(channel.position());
            channel.write(ByteBuffer.wrap((JSON.writeValueAsString(record) + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
            if (first) {
                AtomicFiles.syncDirectory(directory);
                AtomicFiles.syncDirectory(
                        Objects.requireNonNull(directory.toAbsolutePath().getParent()));
            }
        } catch (IOException e) {
            if (DiskFull.explains(file, e.getMessage())) {
                throw DiskFull.problem(file, e.toString(), e);
            }
            throw OperatorException.of(ErrorCode.FILE_UNWRITABLE, "the journal cannot be written")
                    .expected("a writable file " + file)
                    .found(String.valueOf(e.getMessage()))
                    .remedy("make room on the disk, or mend the permissions, then run the command again")
                    .cause(e)
                    .build();
        }
    }

    /** A torn line must not swallow the next record. */
    private static long endOfLastWholeLine(FileChannel channel) throws IOException {
        long end = channel.size();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (end > 0) {
            one.clear();
            channel.read(one, end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
            end--;
        }
        return 0;
    }
}
