package com.piprio.upgrader;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.compose.Command;
import com.piprio.compose.Input;
import com.piprio.compose.ProcessResult;
import com.piprio.compose.ProcessRunner;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers commands by words that they contain, the rule added last first, and remembers them. */
public final class ScriptedRunner implements ProcessRunner {
    /** Some commands are asked for at the same time. */
    private final List<Command> commands = new CopyOnWriteArrayList<>();

    private final Map<String, Function<Command, ProcessResult>> rules = new LinkedHashMap<>();

    public ScriptedRunner on(String words, String stdout) {
        return on(words, command -> new ProcessResult(0, stdout, ""));
    }

    public ScriptedRunner failing(String words, String stderr) {
        return on(words, command -> new ProcessResult(1, "", stderr));
    }

    public ScriptedRunner on(String words, Function<Command, ProcessResult> answer) {
        rules.remove(words);
        rules.put(words, answer);
        return this;
    }

    @Override
    public ProcessResult run(Command command) {
        commands.add(command);
        String text = (command + " " + input(command)).strip();
        Function<Command, ProcessResult> answer = null;
        for (Map.Entry<String, Function<Command, ProcessResult>> rule : rules.entrySet()) {
            if (text.contains(rule.getKey())) {
                answer = rule.getValue();
            }
        }
        assertThat(answer).as("an answer to: " + text).isNotNull();
        return answer.apply(command);
    }

    /** The command lines so far. */
    public List<String> lines() {
        return commands.stream().map(Command::toString).toList();
    }

    /** What the commands were given to read, those without left out. */
    public List<String> inputs() {
        return commands.stream()
                .map(ScriptedRunner::input)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static String input(Command command) {
        return command.input() instanceof Input.Bytes bytes
                ? new String(bytes.content(), StandardCharsets.UTF_8).strip()
                : "";
    }
}
