package com.piprio.upgrader.check;

import static java.util.Map.entry;

import com.piprio.release.EnvironmentVariable;
import com.piprio.release.VariableDetails;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.plan.SettingChanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** E: the variables of {@code .env}, and what overrides say about them. */
final class VariableResolvers {
    private static final String NOT_SET = "not set here";

    static final Map<String, Resolver> BY_RULE = Map.ofEntries(
            entry("E1", Resolver.harmless("optional")),
            entry("E2", VariableResolvers::required),
            entry("E2a", VariableResolvers::generated),
            entry("E3", VariableResolvers::removed),
            entry("E4", VariableResolvers::renamed),
            entry("E4a", Resolver.harmless("it still works")),
            entry("E5", VariableResolvers::narrowed),
            entry("E6", Resolver.harmless("what is set is still accepted")),
            entry("E7", VariableResolvers::newDefault),
            entry("E8", VariableResolvers::movedSource),
            entry("E8a", Resolver.harmless("it is still read where it is")),
            entry("E9", VariableResolvers::required));

    private VariableResolvers() {}

    private static Answer required(Situation s) {
        String name = s.subject();
        if (s.files().hasValue(name)) {
            return Answer.unused("it is set");
        }
        Optional<SettingChanges.Rename> rename = s.files().environment().keys().stream()
                .flatMap(key -> s.rename(key).stream())
                .filter(found -> found.to().equals(name))
                .findFirst();
        return rename.map(found -> Answer.automatic("in .env, " + found.inWords(), SettingChanges.renaming(found)))
                .orElseGet(() -> add(s.variable()));
    }

    /** What has to be written for a variable without a value. */
    static Answer add(EnvironmentVariable variable) {
        return Answer.action(
                "add it to .env; " + variable.details().accepted() + ", for example " + example(variable),
                List.of(variable.name() + "=…"));
    }

    private static Answer generated(Situation s) {
        if (s.files().hasValue(s.subject())) {
            return Answer.unused("it is set");
        }
        return s.variable().details().type() == VariableDetails.Type.TEXT
                ? Answer.automatic("a value is generated", SettingChanges.generating(s.subject()))
                : add(s.variable());
    }

    private static Answer removed(Situation s) {
        String name = s.subject();
        List<String> references = s.files().references(name);
        if (!s.files().isPresent(name) && references.isEmpty()) {
            return Answer.unused(NOT_SET);
        }
        if (Installation.OWN_KEYS.contains(name)) {
            return Answer.block("this upgrader reads it: use lib/upgrader.jar of the newer kit");
        }
        Optional<SettingChanges.Rename> rename = s.rename(name);
        if (rename.isPresent()) {
            return Answer.automatic("in .env, " + rename.get().inWords(), SettingChanges.renaming(rename.get()));
        }
        Optional<String> replacement = s.hop().replacement(name);
        List<String> lines = new ArrayList<>();
        references.forEach(place -> lines.add(place + ": "
                + replacement
                        .map(other -> "use " + other + " instead of " + name)
                        .orElse("do without " + name)));
        if (s.files().isPresent(name)) {
            lines.add("remove the line " + name + "=…");
        }
        return Answer.action(
                replacement.map(other -> "use " + other + " instead").orElse("nothing reads it any more"), lines);
    }

    private static Answer renamed(Situation s) {
        String name = s.subject();
        String other = s.hop().replacement(name).orElseThrow();
        if (s.files().isPresent(name) && s.files().isPresent(other)) {
            return s.files().value(name).equals(s.files().value(other))
                    ? Answer.unused(other + " says the same")
                    : Answer.action(
                            name + " and " + other + " are both set, and differ",
                            List.of("remove the line " + name + "=…"));
        }
        Optional<SettingChanges.Rename> rename = s.rename(name);
        if (rename.isPresent()) {
            return Answer.automatic("in .env, " + rename.get().inWords(), SettingChanges.renaming(rename.get()));
        }
        boolean used = s.files().isPresent(name) || !s.files().references(name).isEmpty();
        return Answer.unused(used ? "the old name still works" : NOT_SET);
    }

    private static Answer narrowed(Situation s) {
        VariableDetails details = s.variable().details();
        String value = s.files().value(s.subject());
        if (value.isBlank()) {
            return Answer.unused(NOT_SET);
        }
        return details.accepts(value) ? Answer.unused("its value is still accepted") : change(s.variable());
    }

    /** What has to be written for a variable whose value is not accepted. */
    static Answer change(EnvironmentVariable variable) {
        return Answer.action(
                "change it in .env; " + variable.details().accepted() + ", for example " + example(variable),
                List.of(variable.name() + "=…"));
    }

    private static Answer newDefault(Situation s) {
        if (s.files().isPresent(s.subject())) {
            return Answer.unused("it is set, so no default counts");
        }
        return Answer.action(
                "choose: as before, or as the release has it",
                List.of(
                        choice(s.formerVariable()) + "   (as before)",
                        choice(s.variable()) + "   (as the release has it)"));
    }

    private static String choice(EnvironmentVariable variable) {
        return variable.name() + "=" + (variable.defaultValue() == null ? "" : variable.defaultValue());
    }

    private static Answer movedSource(Situation s) {
        String value = s.files().value(s.subject());
        if (value.isBlank()) {
            return Answer.unused(NOT_SET);
        }
        List<String> sources = s.variable().details().sources();
        boolean isFile = s.files().exists(value);
        if (isFile ? sources.contains("file") : sources.contains("value")) {
            return Answer.unused("it is read from where it is");
        }
        return Answer.action(
                isFile
                        ? "the release does not look into files for it"
                        : "the release reads it only from a file that .env names",
                List.of(s.subject() + "=…   (" + (isFile ? "the value itself" : "the path of a file that has the value")
                        + ")"));
    }

    private static String example(EnvironmentVariable variable) {
        VariableDetails details = variable.details();
        return variable.name() + "="
                + switch (details.type()) {
                    case TEXT -> variable.secret() ? "a-secret" : "a-text";
                    case INTEGER -> details.minimum() == null ? "1" : String.valueOf(details.minimum());
                    case BOOLEAN -> "true";
                    case CHOICE ->
                        details.values().isEmpty() ? "" : details.values().get(0);
                };
    }
}
