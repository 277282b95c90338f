package com.piprio.e2e.docker;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A container of a Compose project as it was when asked: an upgrade replaces containers, so nobody keeps one.
 *
 * @param state Docker's word, such as {@code running} or {@code exited}
 * @param health Docker's word, such as {@code healthy}; {@code none} without a health check
 * @param address on the project's network; empty when it does not run
 */
public record Container(
        String id,
        String name,
        String service,
        int number,
        String state,
        String health,
        int exitCode,
        String imageId,
        String imageReference,
        String address) {

    static Container of(JsonNode inspected) {
        JsonNode labels = inspected.path("Config").path("Labels");
        String address = "";
        for (JsonNode network : inspected.path("NetworkSettings").path("Networks")) {
            address = network.path("IPAddress").asText("");
        }
        return new Container(
                inspected.path("Id").asText(),
                inspected.path("Name").asText().replaceFirst("^/", ""),
                labels.path("com.docker.compose.service").asText(),
                labels.path("com.docker.compose.container-number").asInt(1),
                inspected.path("State").path("Status").asText(),
                inspected.path("State").path("Health").path("Status").asText("none"),
                inspected.path("State").path("ExitCode").asInt(),
                inspected.path("Image").asText(),
                inspected.path("Config").path("Image").asText(),
                address);
    }

    public String shortId() {
        return id.substring(0, Math.min(12, id.length()));
    }

    public boolean running() {
        return state.equals("running");
    }
}
