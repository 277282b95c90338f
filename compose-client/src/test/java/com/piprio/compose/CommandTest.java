package com.piprio.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandTest {
    private static final Command COMMAND = Command.of(Duration.ofSeconds(1), "docker", "ps");

    @Test
    void printsNeitherEnvironmentNorInput() {
        Command command = COMMAND.in(Path.of("/x"))
                .withEnvironment(Map.of("KEY", "s3cret"))
                .withInput(Input.bytes("s3cret".getBytes(StandardCharsets.UTF_8)));

        assertThat(command).hasToString("docker ps");
        assertThat(command.input()).hasToString("Bytes[6]");
    }

    @Test
    void addsToTheEnvironment() {
        assertThat(COMMAND.withEnvironment(Map.of("A", "1", "B", "1"))
                        .withEnvironment(Map.of("B", "2"))
                        .environment())
                .containsExactlyInAnyOrderEntriesOf(Map.of("A", "1", "B", "2"));
    }

    @Test
    void hasAProgramAndATimeLimit() {
        assertThatThrownBy(() -> Command.of(Duration.ofSeconds(1), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Command.of(Duration.ZERO, "docker")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aResultShowsTheEndOfStandardErrorToPeopleOnly() {
        String lines = "1\n2\n3\n\n4\n5\n6\n7\n8\n9\n10\n";

        assertThat(new ProcessResult(7, "s3cret", lines).summary()).isEqualTo("exit code 7: 3\n4\n5\n6\n7\n8\n9\n10");
        assertThat(new ProcessResult(7, "s3cret", "").summary()).isEqualTo("exit code 7");
        assertThat(new ProcessResult(7, "s3cret", "s3cret").toString()).doesNotContain("s3cret");
        assertThat(new ProcessResult(7, "", "").ok()).isFalse();
        assertThat(new ProcessResult(0, "", "x").ok()).isTrue();
    }
}
