package com.piprio.upgrader.check;

import static java.util.Map.entry;

import com.piprio.release.CustomerSchemaRules;
import com.piprio.upgrader.platform.DefinedSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * C9: what releases take from all schema definitions of customers. The newest version of each is looked at, since new
 * labels are made under it; a label keeps the version that it was made under.
 */
final class DefinitionResolvers {
    static final Map<String, Resolver> BY_RULE = Map.ofEntries(
            entry("C9", DefinitionResolvers::narrowed),
            entry("C9a", Resolver.harmless("definitions that do not use it stay as they are")));

    private DefinitionResolvers() {}

    private static Answer narrowed(Situation s) {
        CustomerSchemaRules was = Hop.promises(s.hop().before()).customerSchemas();
        CustomerSchemaRules now = Hop.promises(s.hop().after()).customerSchemas();
        List<String> types = without(was.types(), now.types());
        List<String> keywords = without(was.keywords(), now.keywords());
        if (types.isEmpty() && keywords.isEmpty()) {
            // Nobody can see from here which changes customers will want to make.
            return Resolver.told().resolve(s);
        }
        return s.seen().definitions().map(definitions -> inUse(definitions, types, keywords), why -> Answer.unused(
                        "whether a definition uses it is not known: see the warning")
                .warning(s.inWords() + "; whether a definition here uses it is not known: " + why));
    }

    private static Answer inUse(List<DefinedSchema> definitions, List<String> types, List<String> keywords) {
        List<String> lines = new ArrayList<>();
        for (DefinedSchema definition : definitions) {
            List<String> used = Stream.concat(
                            used(definition.types(), types, "type "), used(definition.keywords(), keywords, "keyword "))
                    .toList();
            if (!used.isEmpty()) {
                lines.add("schema " + definition.name() + ", version " + definition.version()
                        + ": make a new version without " + String.join(", ", used));
            }
        }
        return lines.isEmpty()
                ? Answer.unused("no definition here uses it (" + definitions.size() + " looked at)")
                : Answer.action("definitions here use it", lines);
    }

    private static Stream<String> used(Set<String> words, List<String> gone, String kind) {
        return gone.stream().filter(words::contains).map(word -> kind + word);
    }

    private static List<String> without(List<String> words, List<String> others) {
        return words.stream().filter(word -> !others.contains(word)).toList();
    }
}
