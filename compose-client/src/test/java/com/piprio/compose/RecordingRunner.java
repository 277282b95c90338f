package com.piprio.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Answers commands with prepared results, in order, and remembers what was run. */
final class RecordingRunner implements ProcessRunner {
    final List<Command> commands = new ArrayList<>();
    private final Deque<ProcessResult> answers = new ArrayDeque<>();

    RecordingRunner answer(String stdout) {
        answers.add(new ProcessResult(0, stdout, ""));
        return this;
    }

    RecordingRunner answerResource(String name) throws IOException {
        try (InputStream stream = RecordingRunner.class.getResourceAsStream(name)) {
            assertThat(stream).as(name).isNotNull();
            return answer(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    RecordingRunner fail(int exitCode, String stdout, String stderr) {
        answers.add(new ProcessResult(exitCode, stdout, stderr));
        return this;
    }

    @Override
    public ProcessResult run(Command command) {
        commands.add(command);
        assertThat(answers).as("a prepared answer to: " + command).isNotEmpty();
        return answers.remove();
    }

    List<String> lines() {
        return commands.stream().map(Command::toString).toList();
    }
}
