package com.piprio.upgrader.check;

import static java.util.Map.entry;

import com.piprio.release.Api.DeprecatedOperation;
import com.piprio.release.OperatorContract;
import com.piprio.upgrader.platform.DeprecatedCalls;
import com.piprio.upgrader.platform.DeprecatedCalls.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A: the HTTP API. Which operations clients call is only known of deprecated ones, which the running API counts; about
 * the others operators are told. The preview tier promises nothing, so nobody is kept from an upgrade by it.
 */
final class ApiResolvers {
    private static final Resolver BREAKING = ApiResolvers::byUse;

    static final Map<String, Resolver> BY_RULE = Map.ofEntries(
            entry("A1", BREAKING),
            entry("A2", BREAKING),
            entry("A3", BREAKING),
            entry("A4", BREAKING),
            entry("A5", BREAKING),
            entry("A5a", Resolver.harmless("clients know that values may come")),
            entry("A6", Resolver.harmless("clients that do not use it notice nothing")),
            entry("A7", BREAKING),
            entry("A8", BREAKING),
            entry("A8a", Resolver.harmless("the old way goes on working")),
            entry("A9", BREAKING),
            entry("A10", Resolver.harmless("it works until then, and every answer says so")),
            entry("A10a", BREAKING),
            entry("A11", BREAKING),
            entry("A11a", Resolver.harmless("it is promised from now on")),
            entry("A12", Resolver.harmless("the preview tier promises nothing")),
            entry("A12a", Resolver.told()),
            entry("A13", Resolver.harmless("requests stay as they are")),
            entry("A13a", Resolver.harmless("no request shows its name")),
            entry("A14", Resolver.told()));

    private ApiResolvers() {}

    private static Answer byUse(Situation s) {
        String operation = s.subject();
        DeprecatedCalls calls = s.seen().deprecatedCalls();
        Optional<Calls> counted = calls.of(operation);
        if (counted.isPresent()) {
            return counted.get().count() == 0
                    ? Answer.unused(calls.inWords(operation))
                    : Answer.action(calls.inWords(operation), changedClients(s));
        }
        // Not to be asked is something else than not to be called: once it answers, this says which it is.
        if (!calls.problem().isEmpty() && isDeprecated(s)) {
            return Answer.action(
                    calls.inWords(operation),
                    List.of("see that the api runs (scripts/status.sh), then run the check again"));
        }
        return Resolver.told().resolve(s);
    }

    private static boolean isDeprecated(Situation s) {
        return notices(s.hop().before().contract())
                .anyMatch(notice -> notice.operation().equals(s.subject()));
    }

    private static List<String> changedClients(Situation s) {
        List<String> lines = new ArrayList<>();
        lines.add(Stream.of(s.hop().after(), s.hop().before())
                .flatMap(release -> notices(release.contract()))
                .filter(notice -> notice.operation().equals(s.subject()))
                .map(DeprecatedOperation::replacedBy)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .map(successor -> "change the clients: " + successor + " instead of " + s.subject())
                .orElse("change the clients: do without " + s.subject()));
        lines.add("then let the counts begin anew: docker compose -f docker-compose.onprem.yml restart api");
        return lines;
    }

    private static Stream<DeprecatedOperation> notices(@Nullable OperatorContract contract) {
        return contract == null ? Stream.empty() : contract.api().deprecated().stream();
    }
}
