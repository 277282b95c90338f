package com.piprio.upgrader.check;

import static java.util.Map.entry;

import com.piprio.release.ConfigurationFile;
import com.piprio.release.ConfigurationFile.Owner;
import com.piprio.upgrader.plan.SettingChanges;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * F: the files of an installation. Of what a release leaves to an upgrade, this upgrader replaces the files of the
 * release and rewrites {@code .env}; the rest is the operator's to do.
 */
final class FileResolvers {
    private static final String ENVIRONMENT = ".env";

    static final Map<String, Resolver> BY_RULE = Map.ofEntries(
            entry("F1", Resolver.harmless("optional")),
            entry("F2", s -> key(s, false)),
            entry("F2a", s -> key(s, true)),
            entry("F3", FileResolvers::goneKey),
            entry("F3a", FileResolvers::oldFormStillRead),
            entry("F3b", FileResolvers::oldFormStillRead),
            entry("F3c", FileResolvers::oldFormNotRead),
            entry("F4", FileResolvers::unknownKeysRefused),
            entry("F5", FileResolvers::moved),
            entry("F5a", FileResolvers::moved),
            entry("F6", FileResolvers::newText),
            entry("F7", FileResolvers::ofTheRelease),
            entry("F8", FileResolvers::overridesIgnored),
            entry("F9", FileResolvers::unknownKey),
            entry("F10", s -> VariableResolvers.change(s.variable())),
            entry("F11", s -> VariableResolvers.add(s.variable())));

    private FileResolvers() {}

    /** The subject is {@code path: key}. */
    private static Answer key(Situation s, boolean generated) {
        int colon = s.subject().lastIndexOf(": ");
        String path = s.subject().substring(0, colon);
        String key = s.subject().substring(colon + 2);
        if (!s.files().exists(path) || s.files().hasKey(path, key)) {
            return Answer.unused("it is there, or the file is not");
        }
        return generated && path.equals(ENVIRONMENT)
                ? Answer.automatic("a value is generated", SettingChanges.generating(key))
                : Answer.action("add the key to " + path, List.of(path + ": " + key));
    }

    private static Answer goneKey(Situation s) {
        int colon = s.subject().lastIndexOf(": ");
        String path = s.subject().substring(0, colon);
        String key = s.subject().substring(colon + 2);
        return s.files().hasKey(path, key)
                ? Answer.action("remove the key from " + path, List.of(path + ": remove " + key))
                : Answer.unused("it is not there");
    }

    private static Answer oldFormStillRead(Situation s) {
        return s.files().exists(s.subject())
                ? Answer.unused("the old form is still read")
                        .warning(s.subject() + " is in a form that will end: "
                                + s.difference().rule().remedy())
                : Answer.unused("there is no such file");
    }

    /** Whether a file is in the new form is told by the keys that this form requires. */
    private static Answer oldFormNotRead(Situation s) {
        String path = s.subject();
        if (!s.files().exists(path)) {
            return Answer.unused("there is no such file");
        }
        List<String> missing = s.file().stream()
                .flatMap(file -> file.keys().stream())
                .filter(key -> key.required() && !s.files().hasKey(path, key.name()))
                .map(key -> path + ": " + key.name())
                .toList();
        return missing.isEmpty()
                ? Answer.unused("it has every key of the new form").warning("see that " + path + " is in the new form")
                : Answer.action("write the file in the new form", missing);
    }

    private static Answer unknownKeysRefused(Situation s) {
        if (!s.subject().equals(ENVIRONMENT)) {
            return s.files().exists(s.subject())
                    ? Answer.unused("see the warning")
                            .warning(s.subject() + ": " + s.difference().rule().remedy())
                    : Answer.unused("there is no such file");
        }
        List<String> lines = s.files().unknownKeys(s.hop().after()).stream()
                .map(key -> "remove the line " + key + "=…")
                .toList();
        return lines.isEmpty()
                ? Answer.unused("every key is known")
                : Answer.action("remove keys that the release does not know", lines);
    }

    private static Answer moved(Situation s) {
        Optional<ConfigurationFile> was = s.formerFile();
        Optional<ConfigurationFile> now = s.file();
        if (was.isEmpty() || !s.files().exists(was.get().path())) {
            return Answer.unused("there is no such file");
        }
        String old = was.get().path();
        if (now.isEmpty()) {
            return Answer.unused("nothing reads it any more").warning(old + " is not read any more");
        }
        String path = now.get().path();
        if (!path.equals(old)) {
            return s.files().exists(path)
                    ? Answer.unused("it is there already")
                    : Answer.action(
                            "copy the file; the running release needs the old one",
                            List.of("cp -p " + old + " " + path));
        }
        if (!s.files().mode(path).equals(now.get().mode())) {
            return Answer.action(
                    "give the file its mode", List.of("chmod " + now.get().mode() + " " + path));
        }
        return was.get().owner() == now.get().owner()
                ? Answer.unused("it is as the release wants it")
                : Answer.unused("see the warning")
                        .warning(path + " belongs to "
                                + (now.get().owner() == Owner.RELEASE
                                        ? "the release from now on: an upgrade replaces it"
                                        : "you from now on: no upgrade replaces it"));
    }

    private static Answer newText(Situation s) {
        String path = s.subject();
        if (!s.files().exists(path)) {
            return Answer.unused("there is nothing to merge");
        }
        String present = s.files().sha256(path);
        if (present.equals(s.file().map(ConfigurationFile::sha256).orElse(""))) {
            return Answer.unused("there is nothing to merge");
        }
        return present.equals(s.formerFile().map(ConfigurationFile::sha256).orElse(""))
                ? Answer.unused("you changed nothing in it, so there is nothing to merge; it stays as it is")
                : Answer.unused("your text stays")
                        .warning(path + ": " + s.difference().rule().remedy());
    }

    private static Answer ofTheRelease(Situation s) {
        if (s.file().isEmpty()) {
            return Answer.unused("nothing reads it any more");
        }
        return OperatorFiles.REPLACED.containsKey(s.subject())
                ? Answer.automatic("it is replaced", SettingChanges.NONE)
                : Answer.block("this upgrader does not bring that file: use lib/upgrader.jar of the newer kit");
    }

    private static Answer overridesIgnored(Situation s) {
        List<String> overrides = s.files().overrides();
        return overrides.isEmpty()
                ? Answer.unused("there is no override")
                : Answer.action(
                        "what an override sets would be ignored",
                        overrides.stream()
                                .map(file -> "move what " + file + " sets into .env, then: rm " + file)
                                .toList());
    }

    private static Answer unknownKey(Situation s) {
        boolean refused = Hop.file(s.hop().after(), ENVIRONMENT)
                .map(ConfigurationFile::unknownKeysRefused)
                .orElse(false);
        return refused
                ? Answer.action("correct its spelling, or remove it", List.of("remove the line " + s.subject() + "=…"))
                : Answer.unused("nothing reads it")
                        .warning(s.subject() + " in .env is not known to release "
                                + s.hop().after().version() + ": correct its spelling, or remove it");
    }
}
