package com.piprio.upgrader.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the health document of the contract, section 6. */
final class HealthJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HealthJson() {}

    /** Never throws: what cannot be read is an unhealthy service. */
    static ServiceHealth read(int status, String body) {
        JsonNode document;
        try {
            document = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return ServiceHealth.silent("answers " + status + " without a health document");
        }
        String release = null;
        String schema = null;
        List<String> down = new ArrayList<>();
        for (JsonNode check : document.path("checks")) {
            JsonNode data = check.path("data");
            if (check.path("name").asText().equals("release")) {
                release = text(data, "release");
                schema = text(data, "schema");
            }
            if (!check.path("status").asText().equals("UP")) {
                down.add(check.path("name").asText() + " is down" + problem(data));
            }
        }
        boolean ready = status == 200 && document.path("status").asText().equals("UP");
        String detail = down.isEmpty() ? "answers " + status : String.join(", ", down);
        return new ServiceHealth(ready, release, schema, ready ? "" : detail);
    }

    private static String problem(JsonNode data) {
        String problem = text(data, "problem");
        return problem == null ? "" : " (" + problem + ")";
    }

    private static @Nullable String text(JsonNode data, String field) {
        JsonNode value = data.path(field);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }
}
