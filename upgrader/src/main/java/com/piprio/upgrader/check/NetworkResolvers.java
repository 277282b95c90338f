package com.piprio.upgrader.check;

import static java.util.Map.entry;

import com.piprio.release.EnvironmentVariable;
import com.piprio.release.PublishedPort;
import com.piprio.release.Release;
import com.piprio.release.VariableDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** P: ports of the host, as variables of {@code .env} choose them. */
final class NetworkResolvers {
    static final Map<String, Resolver> BY_RULE = Map.ofEntries(
            entry("P1", NetworkResolvers::added),
            entry("P1a", Resolver.harmless("nobody outside reaches it")),
            entry("P2", NetworkResolvers::changed),
            entry("P4", Resolver.told()));

    private NetworkResolvers() {}

    private static Answer added(Situation s) {
        PublishedPort port = Hop.port(s.hop().after(), s.subject()).orElseThrow();
        return listening(s, port).orElseGet(() -> Answer.unused(place(s, port) + " is free")
                .warning(s.subject() + " is published on " + place(s, port) + ": let the firewall know"));
    }

    /** An address and a port that something else listens on. */
    private static Optional<Answer> listening(Situation s, PublishedPort port) {
        return s.isFree(address(s, port), number(s, port))
                ? Optional.empty()
                : Optional.of(Answer.block(place(s, port) + " is taken, or no address of this host"));
    }

    private static Answer changed(Situation s) {
        PublishedPort was = Hop.port(s.hop().before(), s.subject()).orElseThrow();
        Optional<PublishedPort> now = Hop.port(s.hop().after(), s.subject());
        if (now.isEmpty()) {
            return Answer.unused("see the warning")
                    .warning(s.subject() + " is not published any more; "
                            + s.difference().rule().remedy());
        }
        if (now.get().enabled() && !was.enabled()) {
            return added(s);
        }
        List<String> lines = new ArrayList<>();
        if (was.host() != now.get().host()) {
            choose(
                    s,
                    now.get(),
                    VariableDetails.Type.INTEGER,
                    was.host(),
                    now.get().host(),
                    lines);
        }
        if (!was.address().equals(now.get().address())) {
            choose(
                    s,
                    now.get(),
                    VariableDetails.Type.TEXT,
                    was.address(),
                    now.get().address(),
                    lines);
        }
        if (!lines.isEmpty()) {
            return Answer.action("choose: as before, or as the release has it", lines);
        }
        if (place(s, was).equals(place(s, now.get()))) {
            return Answer.unused(place(s, was) + " stays").warning(s.inWords() + "; see that clients do not notice");
        }
        return listening(s, now.get()).orElseGet(() -> Answer.unused(place(s, now.get()) + " is free")
                .warning(s.inWords() + "; " + s.difference().rule().remedy()));
    }

    private static void choose(
            Situation s, PublishedPort port, VariableDetails.Type type, Object was, Object now, List<String> lines) {
        variable(s.hop().after(), port, type)
                .filter(name -> !s.files().hasValue(name))
                .ifPresent(name -> {
                    lines.add(name + "=" + was + "   (as before)");
                    lines.add(name + "=" + now + "   (as the release has it)");
                });
    }

    private static Optional<String> variable(Release release, PublishedPort port, VariableDetails.Type type) {
        return port.variables().stream()
                .filter(name -> Hop.variable(release, name)
                        .map(EnvironmentVariable::details)
                        .filter(details -> details.type() == type)
                        .isPresent())
                .findFirst();
    }

    private static String place(Situation s, PublishedPort port) {
        return address(s, port) + ":" + number(s, port);
    }

    private static String address(Situation s, PublishedPort port) {
        return variable(s.hop().after(), port, VariableDetails.Type.TEXT)
                .map(s.files()::value)
                .filter(value -> !value.isBlank())
                .orElse(port.address());
    }

    private static int number(Situation s, PublishedPort port) {
        return variable(s.hop().after(), port, VariableDetails.Type.INTEGER)
                .map(s.files()::value)
                .filter(value -> value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65535)
                .map(Integer::valueOf)
                .orElse(port.host());
    }
}
