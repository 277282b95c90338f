package com.piprio.upgrader.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.upgrader.check.CheckResult;
import com.piprio.upgrader.check.CheckResult.HopHits;
import com.piprio.upgrader.check.EndingOperation;
import com.piprio.upgrader.check.Hit;
import com.piprio.upgrader.platform.DeprecatedCalls.Calls;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A check for programs: {@code check --output json}. */
final class CheckJson {
    private CheckJson() {}

    static ObjectNode write(CheckResult result) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("target", result.target().toString())
                .put("fits", result.fits());
        ArrayNode hops = json.putArray("hops");
        for (HopHits hop : result.hops()) {
            ObjectNode each = hops.addObject()
                    .put("from", hop.from().toString())
                    .put("to", hop.to().toString());
            ArrayNode hits = each.putArray("hits");
            hop.hits().forEach(hit -> write(hit, hits.addObject()));
            ArrayNode outlook = each.putArray("outlook");
            hop.outlook().forEach(outlook::add);
        }
        ArrayNode operations = json.putArray("operations");
        result.operations().forEach(operation -> write(operation, operations.addObject()));
        ArrayNode warnings = json.putArray("warnings");
        result.warnings().forEach(warnings::add);
        return json;
    }

    /** What is not known is null, never 0. */
    private static void write(EndingOperation operation, ObjectNode json) {
        Optional<Calls> use = operation.use();
        json.put("operation", operation.operation())
                .put("sunset", operation.sunset().toString())
                .put("goneWith", text(operation.goneWith()))
                .put("successor", operation.successor())
                .put("link", operation.link().orElse(null))
                .put("calls", use.map(Calls::count).orElse(null))
                .put("countedSince", text(operation.calls().since()))
                .put("lastCall", text(use.map(Calls::last).orElse(null)))
                .put("meaning", operation.useInWords());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static void write(Hit hit, ObjectNode json) {
        json.put("rule", hit.rule())
                .put("resolution", hit.resolution().word())
                .put("subject", hit.difference().subject())
                .put("change", hit.difference().rule().change())
                .put("detail", hit.difference().detail())
                .put("meaning", hit.meaning());
        ArrayNode lines = json.putArray("lines");
        hit.lines().forEach(lines::add);
    }
}
