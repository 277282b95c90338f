package com.piprio.upgrader.installation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.compose.AtomicFiles;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One file per ended run in {@code .piprio/history}: what ran, when, how it ended. */
public final class History {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    public History(Installation installation) {
        this.directory = installation.state().resolve("history");
    }

    /** Writes the record of a run; an earlier one of the same run is replaced. */
    public void write(RunId run, ObjectNode record) {
        PrivateDirectory.create(directory);
        AtomicFiles.write(
                directory.resolve(run + ".json"),
                (record.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8),
                AtomicFiles.OWNER_ONLY);
    }

    /** All records, oldest first. */
    public ArrayNode read() {
        ArrayNode records = JSON.createArrayNode();
        for (Path file : files()) {
            try {
                records.add((JsonNode) JSON.readTree(Files.readString(file)));
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
        return records;
    }

    /** How long the API was away in the newest run that worked and replaced it by a pause. */
    public Optional<Duration> lastPause() {
        Optional<Duration> last = Optional.empty();
        for (JsonNode run : read()) {
            if (run.path("apiPauseMillis").isNumber()
                    && run.path("outcome").asText().equals("succeeded")) {
                last = Optional.of(Duration.ofMillis(run.get("apiPauseMillis").asLong()));
            }
        }
        return last;
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    private static OperatorException unreadable(Path file, IOException cause) {
        return OperatorException.of(ErrorCode.FILE_UNREADABLE, "the history of runs cannot be read")
                .expected(file.toString())
                .found(String.valueOf(cause.getMessage()))
                .remedy("mend its permissions, or move the damaged file away")
                .cause(cause)
                .build();
    }
}
