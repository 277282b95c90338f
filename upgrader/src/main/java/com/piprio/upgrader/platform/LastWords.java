package com.piprio.upgrader.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;

/** Finds in a service's JSON log the line with which it explained why it ended. */
final class LastWords {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LastWords() {}

    /** The newest line of level ERROR or FATAL; when there is none, the newest line that is not empty. */
    static Optional<String> in(String log) {
        List<String> lines = log.lines().filter(line -> !line.isBlank()).toList();
        for (int i = lines.size() - 1; i >= 0; i--) {
            Optional<String> error = error(lines.get(i));
            if (error.isPresent()) {
                return error;
            }
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(lines.size() - 1));
    }

    private static Optional<String> error(String line) {
        try {
            JsonNode record = JSON.readTree(line);
            String level = record.path("level").asText();
            return Optional.of(record.path("message").asText())
                    .filter(message -> !message.isBlank())
                    .filter(message -> level.equals("ERROR") || level.equals("FATAL"));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
