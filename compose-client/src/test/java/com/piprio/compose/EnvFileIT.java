package com.piprio.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compose itself reads what this module reads and writes; needs the Compose plugin, but no engine. */
class EnvFileIT {
    private static final List<String> WRITTEN = List.of(
            "plain",
            "a#b",
            "a #b",
            "'a#b' # c",
            "\"a\\tb\\\\c\\\"d\"",
            "'it\\'s'",
            "  spaced value  ",
            "'a$b'",
            "'a\\\\b'",
            "a\\nb",
            "a\"b",
            "\"a'b\"",
            "a=b==c",
            "''",
            "a\t#c");
    private static final List<String> VALUES =
            List.of("1.5.0", "two words", "#x", "a#b", "$x", "it's", "\"q\"", "é", "'", "a\\b", "a=b", "$$");

    @TempDir
    Path directory;

    @Test
    void readsWhatComposeReads() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String written : WRITTEN) {
            text.append("K")
                    .append(WRITTEN.indexOf(written))
                    .append('=')
                    .append(written)
                    .append("\r\n");
        }
        assertComposeAgrees(EnvFile.parse(text.toString(), ".env"));
    }

    @Test
    void writesWhatComposeReads() throws IOException {
        EnvFile file = EnvFile.parse("", ".env");
        for (String value : VALUES) {
            file = file.with("K" + VALUES.indexOf(value), value);
        }
        assertComposeAgrees(file);
    }

    private void assertComposeAgrees(EnvFile file) throws IOException {
        Path composeFile = directory.resolve("compose.yml");
        StringBuilder compose = new StringBuilder("services: {probe: {image: none, environment: {");
        file.keys()
                .forEach(key -> compose.append(key).append(": \"${").append(key).append("}\", "));
        Files.writeString(composeFile, compose + "}}}");
        file.write(directory.resolve(".env"));

        String config = new ComposeProject(new SystemProcessRunner(), directory, composeFile, "env-file").config();

        JsonNode environment = new ObjectMapper().readTree(config).at("/services/probe/environment");
        assertThat(file.values()).isNotEmpty().allSatisfy((key, value) -> assertThat(
                        environment.path(key).asText().replace("$$", "$"))
                .as("Compose's value of " + key + ", escaped once more in its answer")
                .isEqualTo(value));
    }
}
