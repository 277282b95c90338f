package com.piprio.upgrader.check;

import static java.util.Map.entry;

import com.piprio.release.Container;
import java.util.List;
import java.util.Map;

/** S, and P3: the services, as far as overrides speak of them, and the host. */
final class ServiceResolvers {
    static final Map<String, Resolver> BY_RULE = Map.ofEntries(
            entry("S1", Resolver.harmless("it asks for nothing")),
            entry("S2", Resolver.told()),
            entry("S3", ServiceResolvers::removed),
            entry("S3a", ServiceResolvers::removed),
            entry("S4", ServiceResolvers::renamed),
            entry("S4a", ServiceResolvers::renamed),
            // An upgrade never replaces these, so a release that has other ones is out of its reach.
            entry(
                    "S5",
                    Resolver.impossible("an upgrade does not replace infrastructure; see the notes of the release")),
            entry(
                    "S5a",
                    Resolver.impossible("an upgrade does not replace infrastructure; see the notes of the release")),
            entry("S6", ServiceResolvers::host),
            entry("S7", Resolver.told()),
            entry("P3", ServiceResolvers::internalPort));

    private ServiceResolvers() {}

    private static Answer removed(Situation s) {
        List<String> references = s.files().serviceReferences(s.subject());
        return references.isEmpty()
                ? Answer.unused("nothing here refers to it")
                : Answer.block(String.join(", ", references) + " refers to it");
    }

    private static Answer renamed(Situation s) {
        String former = String.valueOf(
                Hop.promises(s.hop().after()).container(s.subject()).renamedFrom());
        List<String> references = s.files().serviceReferences(former);
        return references.isEmpty()
                ? Answer.unused("nothing here refers to " + former)
                : Answer.action(
                        "use the new name",
                        references.stream()
                                .map(place -> place + ": " + s.subject() + " instead of " + former)
                                .toList());
    }

    private static Answer internalPort(Situation s) {
        Container was = Hop.promises(s.hop().before()).container(s.subject());
        Container now = Hop.promises(s.hop().after()).container(s.subject());
        List<String> references = s.files().portReferences(s.subject(), String.valueOf(was.port()));
        return references.isEmpty()
                ? Answer.unused("nothing here names it")
                : Answer.action(
                        "use the new port",
                        references.stream()
                                .map(place -> place + ": " + s.subject() + ":" + now.port())
                                .toList());
    }

    /** What the older release asked for as well is no obstacle: it runs here. */
    private static Answer host(Situation s) {
        List<String> lacking = HostRequirements.raisedBeyond(s.hop(), s.host());
        return lacking.isEmpty()
                ? Answer.unused("this host has it")
                : Answer.block("needed: " + String.join("; ", lacking));
    }
}
