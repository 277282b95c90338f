package com.piprio.compose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what Docker answers as JSON; a value that is needed and not there is an error, not a default. */
final class DockerJson {
    static final String PROJECT = "com.docker.compose.project";
    static final String SERVICE = "com.docker.compose.service";
    static final String NUMBER = "com.docker.compose.container-number";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private DockerJson() {}

    static JsonNode parse(Command command, String json) {
        try {
            JsonNode root = MAPPER.readTree(json);
            if (root == null || root.isMissingNode()) {
                throw unreadable(command.toString(), "an empty answer", null);
            }
            return root;
        } catch (JsonProcessingException e) {
            throw unreadable(command.toString(), e.getOriginalMessage(), e);
        }
    }

    static String text(Command command, JsonNode node, String pointer) {
        JsonNode value = node.at(pointer);
        if (!value.isTextual()) {
            throw unreadable(command.toString(), "no text at " + pointer, null);
        }
        return value.textValue();
    }

    static Image image(Command command, JsonNode node) {
        List<String> digests = new ArrayList<>();
        node.path("RepoDigests").forEach(digest -> digests.add(digest.asText()));
        return new Image(text(command, node, "/Id"), digests, labels(node));
    }

    static Container container(Command command, JsonNode node) {
        Map<String, String> labels = labels(node);
        String number = labels.getOrDefault(NUMBER, "0");
        try {
            return new Container(
                    text(command, node, "/Id"),
                    withoutSlash(text(command, node, "/Name")),
                    labels.getOrDefault(SERVICE, ""),
                    Integer.parseInt(number),
                    text(command, node, "/Image"),
                    text(command, node, "/Config/Image"),
                    Container.State.valueOf(text(command, node, "/State/Status").toUpperCase(Locale.ROOT)),
                    health(node),
                    node.at("/State/ExitCode").asInt(),
                    node.path("RestartCount").asInt(),
                    Instant.parse(text(command, node, "/State/StartedAt")),
                    node.at("/HostConfig/Memory").asLong(),
                    address(node.at("/NetworkSettings/Networks"), labels.get(PROJECT)),
                    labels);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw unreadable(command.toString(), e.getMessage(), e);
        }
    }

    private static Container.Health health(JsonNode node) {
        String status = node.at("/State/Health/Status").asText("none");
        return Container.Health.valueOf(status.toUpperCase(Locale.ROOT));
    }

    private static Map<String, String> labels(JsonNode node) {
        Map<String, String> labels = new LinkedHashMap<>();
        node.at("/Config/Labels")
                .fields()
                .forEachRemaining(
                        label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    /** The project's default network first: a container may be on others that this host does not route to. */
    private static @Nullable String address(JsonNode networks, @Nullable String project) {
        String found = networks.path(project + "_default").path("IPAddress").asText("");
        if (found.isEmpty()) {
            for (JsonNode network : networks) {
                String address = network.path("IPAddress").asText("");
                if (found.isEmpty()) {
                    found = address;
                }
            }
        }
        return found.isEmpty() ? null : found;
    }

    private static String withoutSlash(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }

    static OperatorException unreadable(String command, @Nullable String found, @Nullable Exception cause) {
        return OperatorException.of(
                        ErrorCode.ANSWER_UNREADABLE, "the answer of this command is not understood: " + command)
                .found(found)
                .remedy("check the versions of Docker and Compose against the requirements (docker version)")
                .cause(cause)
                .build();
    }
}
