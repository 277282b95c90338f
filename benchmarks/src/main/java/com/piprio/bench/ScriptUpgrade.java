package com.piprio.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.piprio.e2e.installation.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The operator's upgrade script: the whole upgrade, from the backup to the verification.
 *
 * @param options further arguments of the script
 */
record ScriptUpgrade(String name, String target, List<String> options) implements Contender {

    @Override
    public String description() {
        return "scripts/upgrade.sh " + String.join(" ", arguments()) + ": backup, every service, verification";
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(target));
        arguments.addAll(options);
        return arguments;
    }

    @Override
    public Outcome replace(Installation installation) {
        installation.upgrade(arguments().toArray(String[]::new)).expectExit(0);
        JsonNode run = History.last(installation);
        JsonNode pause = run.path("apiPauseMillis");
        JsonNode mode = run.path("cutover");
        Map<String, Duration> steps = new LinkedHashMap<>();
        run.path("steps")
                .forEach(step -> steps.put(
                        step.path("name").asText(),
                        Duration.ofMillis(step.path("startMillis").asLong())));
        return new Outcome(
                mode.isObject() ? mode.path("mode").asText() : mode.asText("not recorded"),
                pause.isNumber() ? Duration.ofMillis(pause.asLong()) : null,
                steps);
    }
}
