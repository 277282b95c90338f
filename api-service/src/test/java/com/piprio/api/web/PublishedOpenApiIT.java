package com.piprio.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.piprio.release.OperatorContract;
import com.piprio.release.ReleaseFile;
import com.piprio.runtime.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published OpenAPI documents of the catalogue are what the code serves. Runs after packaging, which makes the
 * document. With {@code -Dpiprio.openapi.publish=true} it writes them instead.
 */
class PublishedOpenApiIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Path> releases() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("../releases"))) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void eachReleasePublishesWhatItServes(Path release) throws IOException {
        Version version = Version.of(release.getFileName().toString());
        Path published = release.resolve("openapi.json");
        OperatorContract contract =
                ReleaseFile.read(release.resolve(ReleaseFile.NAME)).contract();
        JsonNode served =
                OpenApiOfRelease.of(everything(), version, contract.api().deprecated());
        if (Boolean.getBoolean("piprio.openapi.publish")) {
            Files.writeString(published, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(served) + "\n");
        }

        assertThat(JSON.readTree(published.toFile()))
                .as("%s; write it anew with -Dpiprio.openapi.publish=true if the change is meant", published)
                .isEqualTo(served);
    }

    @Test
    void everyOperationHasATier() throws IOException {
        assertThat(everything().get("paths"))
                .allSatisfy(path -> assertThat(path).allSatisfy(operation -> assertThat(
                                operation.path("x-piprio-tier").asText())
                        .as("%s", operation.path("operationId"))
                        .isIn("stable", "preview")));
    }

    private static JsonNode everything() throws IOException {
        return JSON.readTree(Path.of("target/openapi/openapi.json").toFile());
    }
}
