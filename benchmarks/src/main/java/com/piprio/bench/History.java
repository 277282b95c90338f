package com.piprio.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.piprio.e2e.installation.Installation;

/** What the upgrader wrote down of its runs. */
final class History {

    private static final ObjectMapper JSON = new ObjectMapper();

    private History() {}

    /** The record of the last run. */
    static JsonNode last(Installation installation) {
        String output =
                installation.script("history", "--output", "json").expectExit(0).stdout();
        try {
            JsonNode runs = JSON.readTree(output).path("runs");
            if (runs.isEmpty()) {
                throw new AssertionError("the history is empty");
            }
            return runs.get(runs.size() - 1);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the history is no JSON: " + output, e);
        }
    }
}
