package com.piprio.upgrader.check;

import com.piprio.upgrader.plan.SettingChanges;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a rule comes to at one installation. No part holds a value of {@code .env}.
 *
 * @param meaning one clause
 * @param lines what the operator writes or runs
 * @param warnings what nobody can see from here, or what is no obstacle
 * @param changes what the upgrade writes into {@code .env}
 */
record Answer(
        Resolution resolution, String meaning, List<String> lines, List<String> warnings, SettingChanges changes) {

    static Answer unused(String meaning) {
        return new Answer(Resolution.UNUSED, meaning, List.of(), List.of(), SettingChanges.NONE);
    }

    static Answer automatic(String meaning, SettingChanges changes) {
        return new Answer(Resolution.AUTOMATIC, meaning, List.of(), List.of(), changes);
    }

    static Answer action(String meaning, List<String> lines) {
        return new Answer(Resolution.ACTION, meaning, lines, List.of(), SettingChanges.NONE);
    }

    static Answer block(String meaning) {
        return new Answer(Resolution.BLOCK, meaning, List.of(), List.of(), SettingChanges.NONE);
    }

    Answer warning(String warning) {
        return new Answer(
                resolution,
                meaning,
                lines,
                Stream.concat(warnings.stream(), Stream.of(warning)).toList(),
                changes);
    }
}
